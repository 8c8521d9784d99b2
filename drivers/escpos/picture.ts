import { type Bitmap, blacken, blankBitmap } from './bitmap.ts'

/** An image as a canvas or Electron's nativeImage gives it. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and alpha of each pixel, rows from the top. */
  readonly data: Uint8Array
}

/** What is higher uses up paper, and is no logo. */
const MOST_ROWS = 400

/**
 * The picture in black dots, centred on paper that is `width` dots wide and never enlarged. Greys
 * are dithered (Floyd and Steinberg, 1976); pure black and white stay as they are.
 */
export function toBitmap(pixels: Pixels, width: number): Bitmap {
  const scale = Math.min(1, width / pixels.width, MOST_ROWS / pixels.height)
  const size = {
    width: Math.max(1, Math.round(pixels.width * scale)),
    height: Math.max(1, Math.round(pixels.height * scale)),
  }
  const left = Math.floor((width - size.width) / 2)
  const bitmap = blankBitmap(left + size.width, size.height)
  dither(shrink(pixels, size), size, (x, y) => blacken(bitmap, left + x, y))
  return bitmap
}

interface Size {
  readonly width: number
  readonly height: number
}

/** 0 is black, 1 is white: the mean of the pixels that fall into each dot. */
function shrink(pixels: Pixels, { width, height }: Size): Float64Array {
  const dots = new Float64Array(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      dots[y * width + x] = mean(pixels, {
        left: Math.floor((x * pixels.width) / width),
        right: Math.floor(((x + 1) * pixels.width) / width),
        top: Math.floor((y * pixels.height) / height),
        bottom: Math.floor(((y + 1) * pixels.height) / height),
      })
  return dots
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function mean(pixels: Pixels, { left, right, top, bottom }: Box): number {
  let sum = 0
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) sum += lightness(pixels, y * pixels.width + x)
  return sum / ((right - left) * (bottom - top))
}

/** Luma of ITU-R BT.601 on white paper, 0 to 1. */
function lightness({ data }: Pixels, index: number): number {
  const [red = 255, green = 255, blue = 255, alpha = 255] = data.subarray(index * 4, index * 4 + 4)
  const luma = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
  return 1 + (luma - 1) * (alpha / 255)
}

/** What a dot is too dark or too light by goes to its neighbours that are still to come. */
function dither(dots: Float64Array, { width, height }: Size, black: (x: number, y: number) => void): void {
  const spread = (x: number, y: number, amount: number): void => {
    if (x < 0 || x >= width || y >= height) return
    dots[y * width + x] = (dots[y * width + x] ?? 0) + amount
  }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const wanted = dots[y * width + x] ?? 1
      const white = wanted >= 0.5
      if (!white) black(x, y)
      const error = wanted - (white ? 1 : 0)
      spread(x + 1, y, (error * 7) / 16)
      spread(x - 1, y + 1, (error * 3) / 16)
      spread(x, y + 1, (error * 5) / 16)
      spread(x + 1, y + 1, error / 16)
    }
}

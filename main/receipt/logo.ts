import type { Pixels } from '#drivers/escpos/picture.ts'

/** The part of Electron's `nativeImage` that reads a file. */
export interface ImageFiles {
  /** An empty image when the file is none, or is not there. */
  createFromPath(path: string): ImageFile
}

interface ImageFile {
  isEmpty(): boolean
  getSize(): { readonly width: number; readonly height: number }
  /** Blue, green, red and alpha of each pixel; the colours are already multiplied by the alpha. */
  toBitmap(): Uint8Array
}

/** The shop's logo (PNG or JPEG) as it is printed at the head of receipts; undefined when there is none to read. */
export function readLogo(path: string, images: ImageFiles): Pixels | undefined {
  const image = images.createFromPath(path)
  if (image.isEmpty()) return undefined
  const { width, height } = image.getSize()
  const data = image.toBitmap()
  return data.length === width * height * 4 ? { width, height, data: straight(data) } : undefined
}

/** Red, green, blue and alpha, each on its own. */
function straight(bitmap: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(bitmap.length)
  for (let at = 0; at < bitmap.length; at += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = bitmap.subarray(at, at + 4)
    const whole = (part: number): number =>
      alpha === 0 ? 255 : Math.min(255, Math.round((part * 255) / alpha))
    pixels.set([whole(red), whole(green), whole(blue), alpha], at)
  }
  return pixels
}

import { expect, it } from 'vitest'
import { readLogo } from '#main/receipt/logo.ts'

const fakeImages = (bitmap: readonly number[], width: number, height: number) => ({
  createFromPath: (path: string) => ({
    isEmpty: () => path !== '/shop/logo.png',
    getSize: () => ({ width, height }),
    toBitmap: () => Uint8Array.from(bitmap),
  }),
})

it('is red, green, blue and alpha, as the drawing of it wants them', () => {
  // Opaque orange, then a green of half its strength, which Chromium keeps multiplied.
  const images = fakeImages([0x10, 0x80, 0xff, 0xff, 0, 0x80, 0, 0x80], 2, 1)
  expect(readLogo('/shop/logo.png', images)).toEqual({
    width: 2,
    height: 1,
    data: Uint8Array.of(0xff, 0x80, 0x10, 0xff, 0, 0xff, 0, 0x80),
  })
})

it('is white where nothing is drawn', () => {
  expect(readLogo('/shop/logo.png', fakeImages([0, 0, 0, 0], 1, 1))?.data).toEqual(
    Uint8Array.of(255, 255, 255, 0),
  )
})

it('is none when the file cannot be read as an image', () => {
  expect(readLogo('/shop/missing.png', fakeImages([], 0, 0))).toBeUndefined()
})

it('is none when the image is not as large as it says', () => {
  expect(readLogo('/shop/logo.png', fakeImages([0, 0, 0, 0], 2, 2))).toBeUndefined()
})

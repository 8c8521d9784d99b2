import { describe, expect, it } from 'vitest'
import type { Bitmap } from '#drivers/escpos/bitmap.ts'
import { type Pixels, toBitmap } from '#drivers/escpos/picture.ts'

const image = (width: number, height: number, at: (x: number, y: number) => readonly number[]): Pixels => ({
  width,
  height,
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, index) => at(index % width, Math.floor(index / width))).flat(),
  ),
})
const grey = (shade: number, alpha = 255) => [shade, shade, shade, alpha]
const rows = ({ bytesPerRow, data, height }: Bitmap): string[] =>
  Array.from({ length: height }, (_, row) =>
    [...data.subarray(row * bytesPerRow, (row + 1) * bytesPerRow)]
      .map((byte) => byte.toString(2).padStart(8, '0').replaceAll('0', '.').replaceAll('1', '#'))
      .join(''),
  )
const black = (bitmap: Bitmap): number => rows(bitmap).join('').replaceAll('.', '').length

describe('a picture', () => {
  it('of black and white stays as it is', () => {
    const chess = image(8, 2, (x, y) => grey((x + y) % 2 === 0 ? 0 : 255))
    expect(rows(toBitmap(chess, 8))).toEqual(['#.#.#.#.', '.#.#.#.#'])
  })

  it('that is narrower than the paper stands in its middle', () => {
    expect(
      rows(
        toBitmap(
          image(4, 1, () => grey(0)),
          16,
        ),
      ),
    ).toEqual(['......##', '##......'].join('').match(/.{16}/g))
  })

  it('that is wider than the paper shrinks to it, as does what is too long', () => {
    const wide = toBitmap(
      image(1_152, 100, () => grey(0)),
      576,
    )
    expect([wide.bytesPerRow, wide.height]).toEqual([72, 50])
    const long = toBitmap(
      image(100, 2_000, () => grey(0)),
      576,
    )
    expect(long.height).toBe(400)
    expect(black(long)).toBe(400 * 20)
  })

  it.each([0, 64, 128, 192, 255])('of grey %i has about as many black dots as it is dark', (shade) => {
    const share =
      black(
        toBitmap(
          image(64, 64, () => grey(shade)),
          64,
        ),
      ) /
      (64 * 64)
    expect(Math.abs(share - (1 - shade / 255))).toBeLessThan(0.02)
  })

  it('is seen on white paper where it is transparent', () => {
    const half = image(8, 1, (x) => grey(0, x < 4 ? 255 : 0))
    expect(rows(toBitmap(half, 8))).toEqual(['####....'])
  })
})

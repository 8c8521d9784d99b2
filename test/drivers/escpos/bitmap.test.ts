import { expect, it } from 'vitest'
import { blacken, blankBitmap } from '#drivers/escpos/bitmap.ts'

it('is white, and as wide as whole bytes make it', () => {
  expect(blankBitmap(9, 2)).toEqual({ height: 2, bytesPerRow: 2, data: new Uint8Array(4) })
})

it('has its left dot in the highest bit', () => {
  const bitmap = blankBitmap(16, 2)
  for (const [x, y] of [
    [0, 0],
    [7, 0],
    [8, 1],
    [8, 1],
  ] as const)
    blacken(bitmap, x, y)
  expect(bitmap.data).toEqual(Uint8Array.of(0x81, 0x00, 0x00, 0x80))
})

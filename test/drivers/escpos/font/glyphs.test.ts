import { expect, it } from 'vitest'
import { GLYPH_RUNS } from '#drivers/escpos/font/glyphs.ts'

it('lists whole letters, in the order of their code points and none twice', () => {
  let last = -1
  for (const [first, letters] of GLYPH_RUNS) {
    const count = Buffer.from(letters, 'base64').length / 36
    expect(count).toBe(Math.trunc(count))
    expect(first).toBeGreaterThan(last)
    last = first + count - 1
  }
})

it('begins with the space, which is white', () => {
  const [[first, letters] = [0, '']] = GLYPH_RUNS
  expect(first).toBe(0x20)
  expect([...Buffer.from(letters, 'base64').subarray(0, 36)]).toEqual(Array(36).fill(0))
})

import { expect, it } from 'vitest'
import { GLYPH_RUNS } from '#drivers/escpos/font/glyphs.ts'
import { CELL_HEIGHT, CELL_WIDTH, glyphOf } from '#drivers/escpos/font/letters.ts'
import { RECEIPT_WORDS } from '#src/receipt/words.ts'

const KAZAKH = 'АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ'

const picture = (letter: string): string[] =>
  glyphOf(letter)
    .map((row) => row.toString(2).padStart(CELL_WIDTH, '0').replaceAll('0', '.').replaceAll('1', '#'))
    .filter((row) => row.includes('#'))

it('has every letter of the three languages, each in its own shape', () => {
  const letters = [...KAZAKH, ...KAZAKH.toLowerCase(), ...'₸№«»—']
  const shapes = letters.map((letter) => picture(letter).join('\n'))
  expect(new Set(shapes).size).toBe(letters.length)
  expect(shapes).not.toContain(picture('?').join('\n'))
})

it('has every letter that a receipt’s own words use', () => {
  const words = Object.values(RECEIPT_WORDS).flatMap((part) => JSON.stringify(part).split(''))
  const unknown = words.filter((letter) => letter !== '?' && picture(letter).join() === picture('?').join())
  expect(unknown).toEqual([])
})

it('draws letters that fill their cell of 12 × 24 dots and no more', () => {
  const all = GLYPH_RUNS.flatMap(([first, letters]) =>
    Array.from({ length: Buffer.from(letters, 'base64').length / 36 }, (_, index) => first + index),
  )
  for (const code of all) {
    const glyph = glyphOf(String.fromCodePoint(code))
    expect(glyph).toHaveLength(CELL_HEIGHT)
    expect(glyph.every((row) => row >= 0 && row < 1 << CELL_WIDTH)).toBe(true)
  }
})

it('draws the tenge sign as a T under a second bar', () => {
  expect(picture('₸')).toEqual([
    ...Array(2).fill(picture('T')[0]),
    ...Array(2).fill(picture('T')[0]),
    ...Array(picture('T').length - 6).fill(picture('T').at(-1)),
  ])
})

it('draws "?" for a letter that it lacks', () => {
  expect(glyphOf('漢')).toEqual(glyphOf('?'))
})

import type { PaperPart } from '#drivers/emulator/typesetter.ts'
import { GLYPH_RUNS } from '#drivers/escpos/font/glyphs.ts'
import { glyphOf } from '#drivers/escpos/font/letters.ts'
import type { Columns } from '#src/receipt/line.ts'

type Raster = Extract<PaperPart, { kind: 'raster' }>

interface Style {
  readonly across: number
  readonly down: number
  readonly bold: boolean
}

const CELL = { width: 12, height: 24 }
const GAP = 6

/** Reads one line of text that was drawn, as a person would: it tries every place that the letters may have. */
export function readRaster(raster: Raster, columns: Columns): string {
  const height = raster.data.length / raster.bytesPerRow
  for (const style of stylesOf(height)) {
    const cell = CELL.width * style.across
    for (let count = 1; count * cell <= columns * CELL.width; count += 1)
      for (const left of [0, Math.floor((columns * CELL.width - count * cell) / 2)]) {
        if (Math.ceil((left + count * cell) / 8) !== raster.bytesPerRow) continue
        const text = readCells(raster, { left, count, style })
        if (text !== undefined) return text
      }
  }
  throw new Error(`no line of text in a picture of ${height} rows`)
}

function stylesOf(height: number): Style[] {
  const bold = [false, true]
  if (height === CELL.height + GAP) return bold.map((on) => ({ across: 1, down: 1, bold: on }))
  if (height !== 2 * CELL.height + GAP) return []
  return [1, 2].flatMap((across) => bold.map((on) => ({ across, down: 2, bold: on })))
}

interface Cells {
  readonly left: number
  readonly count: number
  readonly style: Style
}

function readCells(raster: Raster, { left, count, style }: Cells): string | undefined {
  const letters = lettersIn(style)
  let text = ''
  for (let index = 0; index < count; index += 1) {
    const letter = letters.get(dotsAt(raster, left + index * CELL.width * style.across, style))
    if (letter === undefined) return undefined
    text += letter
  }
  return text
}

const isBlack = ({ data, bytesPerRow }: Raster, x: number, y: number): boolean =>
  (((data[y * bytesPerRow + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1

function dotsAt(raster: Raster, left: number, { across, down }: Style): string {
  let dots = ''
  for (let y = 0; y < CELL.height * down; y += 1)
    for (let x = 0; x < CELL.width * across; x += 1) dots += isBlack(raster, left + x, y) ? '#' : '.'
  return dots
}

const known = new Map<string, ReadonlyMap<string, string>>()

/** Every letter of the font by its dots in that style. Of two that look the same the earlier one counts. */
function lettersIn(style: Style): ReadonlyMap<string, string> {
  const key = JSON.stringify(style)
  const backwards = allLetters().reverse()
  const letters = known.get(key) ?? new Map(backwards.map((letter) => [dotsOf(letter, style), letter]))
  known.set(key, letters)
  return letters
}

const PLAIN: Style = { across: 1, down: 1, bold: false }

/** The text with each letter replaced by the first that looks the same: Cyrillic А by Latin A. */
export const asSeen = (text: string): string =>
  text.replace(/./gu, (letter) => lettersIn(PLAIN).get(dotsOf(letter, PLAIN)) ?? letter)

function dotsOf(letter: string, { across, down, bold }: Style): string {
  const rows = glyphOf(letter).map((row) => {
    const dots = row.toString(2).padStart(CELL.width, '0').replaceAll('1', '#'.repeat(across))
    const wide = dots.replaceAll('0', '.'.repeat(across))
    return bold ? wide.replace(/(?<=#)\./g, '#') : wide
  })
  return rows.flatMap((row) => Array<string>(down).fill(row)).join('')
}

const allLetters = (): string[] =>
  GLYPH_RUNS.flatMap(([first, letters]) =>
    Array.from({ length: Buffer.from(letters, 'base64').length / 36 }, (_, index) =>
      String.fromCodePoint(first + index),
    ),
  )

import { GLYPH_RUNS } from './glyphs.ts'

/** Font A of the printers: our letters stand in the same cells. */
export const CELL_WIDTH = 12
export const CELL_HEIGHT = 24

/** Rows from the top, each 12 bits, the left dot highest. */
export type Glyph = readonly number[]

const BYTES_PER_GLYPH = (CELL_WIDTH * CELL_HEIGHT) / 8

let unpacked: ReadonlyMap<number, Glyph> | undefined

/** The letter's dots; those of "?" for a letter that the font lacks. */
export function glyphOf(letter: string): Glyph {
  unpacked ??= new Map(GLYPH_RUNS.flatMap(unpack))
  return unpacked.get(letter.codePointAt(0) ?? 0) ?? unpacked.get(UNKNOWN) ?? []
}

const UNKNOWN = 0x3f

function unpack([first, letters]: readonly [number, string]): [number, Glyph][] {
  const bytes = Buffer.from(letters, 'base64')
  return Array.from({ length: bytes.length / BYTES_PER_GLYPH }, (_, index) => [
    first + index,
    rowsOf(bytes.subarray(index * BYTES_PER_GLYPH, (index + 1) * BYTES_PER_GLYPH)),
  ])
}

/** Two rows are three bytes. */
const rowsOf = (bytes: Uint8Array): Glyph =>
  Array.from({ length: CELL_HEIGHT }, (_, row) => {
    const at = (row >> 1) * 3
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    return row % 2 === 0 ? (first << 4) | (second >> 4) : ((second & 0x0f) << 8) | third
  })

import type { Columns, ReceiptLine, TextSize } from '#src/receipt/line.ts'
import { type Bitmap, blacken, blankBitmap } from './bitmap.ts'
import { CELL_HEIGHT, CELL_WIDTH, type Glyph, glyphOf } from './font/letters.ts'

type TextLine = Extract<ReceiptLine, { kind: 'text' }>

/** Below each line, as in the printer's own line spacing of 30 dots. */
const GAP = 6

const SCALES: Readonly<Record<TextSize, { readonly across: number; readonly down: number }>> = {
  normal: { across: 1, down: 1 },
  tall: { across: 1, down: 2 },
  double: { across: 2, down: 2 },
}

/** The line as the printer would set it, in our letters. White to the right of it is left out. */
export function drawText({ text, align, size, bold }: TextLine, columns: Columns): Bitmap {
  const { across, down } = SCALES[size]
  const letters = [...text.trimEnd()]
  const cell = CELL_WIDTH * across
  const room = columns * CELL_WIDTH - letters.length * cell
  const left = align === 'center' ? Math.floor(room / 2) : 0
  const bitmap = blankBitmap(left + letters.length * cell, CELL_HEIGHT * down + GAP)
  letters.forEach((letter, index) => {
    drawGlyph(bitmap, glyphOf(letter), { x: left + index * cell, across, down, bold })
  })
  return bitmap
}

interface Place {
  readonly x: number
  readonly across: number
  readonly down: number
  /** As printers do it: each dot once more, one to the right. */
  readonly bold: boolean
}

function drawGlyph(bitmap: Bitmap, glyph: Glyph, { x, across, down, bold }: Place): void {
  const isBlack = (dotX: number, dotY: number): boolean => {
    const row = glyph[Math.floor(dotY / down)] ?? 0
    return dotX >= 0 && ((row >> (CELL_WIDTH - 1 - Math.floor(dotX / across))) & 1) === 1
  }
  for (let dotY = 0; dotY < CELL_HEIGHT * down; dotY += 1)
    for (let dotX = 0; dotX < CELL_WIDTH * across; dotX += 1)
      if (isBlack(dotX, dotY) || (bold && isBlack(dotX - 1, dotY))) blacken(bitmap, x + dotX, dotY)
}

import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { loadPaperFont, type PaperFont } from './paper-font.ts'
import { qrModules } from './qr.ts'
import type { Letter, PaperPart, Side } from './typesetter.ts'

/** Font A: 12 × 24 dots, so 48 columns are 576 dots (80 mm paper), 42 are 504 of 512 and 32 are 384 (58 mm). */
const CELL_WIDTH = 12
const CELL_HEIGHT = 24
/** The unprinted edge and the torn ends, in dots. */
const MARGIN = 32
/** Pixels per dot: smooth letters on a screen of any density. */
const SCALE = 2
const PAPER = '#fdfcf8'
const INK = '#26242b'

/** A picture of one receipt as it lies on the counter: PNG. */
export async function drawPaper(parts: readonly PaperPart[], columns: number): Promise<Uint8Array> {
  const font = loadPaperFont()
  const width = columns * CELL_WIDTH
  const height = parts.reduce((sum, part) => sum + heightOf(part), 0)
  const canvas = createCanvas((width + 2 * MARGIN) * SCALE, (height + 2 * MARGIN) * SCALE)
  const pen = canvas.getContext('2d')
  pen.fillStyle = PAPER
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.scale(SCALE, SCALE)
  pen.translate(MARGIN, MARGIN)
  pen.fillStyle = INK
  for (const part of parts) {
    drawPart({ pen, font, width }, part)
    pen.translate(0, heightOf(part))
  }
  return canvas.encode('png')
}

interface Desk {
  readonly pen: SKRSContext2D
  readonly font: PaperFont
  /** Printable width in dots. */
  readonly width: number
}

/** In dots. */
export function heightOf(part: PaperPart): number {
  if (part.kind === 'qr') return qrModules(part.data, part.level).length * part.module
  if (part.kind === 'raster') return part.bytesPerRow === 0 ? 0 : part.data.length / part.bytesPerRow
  return part.height
}

function drawPart(desk: Desk, part: PaperPart): void {
  if (part.kind === 'line') drawLine(desk, part)
  if (part.kind === 'qr') drawDots(desk, part, { rows: qrModules(part.data, part.level), dot: part.module })
  if (part.kind === 'raster') drawDots(desk, part, { rows: rasterRows(part), dot: 1 })
}

const startOf = (side: Side, content: number, width: number): number =>
  side === 'left' ? 0 : side === 'center' ? Math.floor((width - content) / 2) : width - content

function drawLine(desk: Desk, { letters, side, height }: Extract<PaperPart, { kind: 'line' }>): void {
  let x = startOf(side, widthOf(letters), desk.width)
  const base = Math.max(1, ...letters.map((letter) => letter.height)) * CELL_HEIGHT
  for (const letter of letters) {
    drawLetter(desk, letter, { x, base, pitch: height })
    x += letter.width * CELL_WIDTH
  }
}

const widthOf = (letters: readonly Letter[]): number =>
  letters.reduce((sum, letter) => sum + letter.width * CELL_WIDTH, 0)

interface Place {
  readonly x: number
  /** The bottom of the line's cells: letters of different heights stand on one line. */
  readonly base: number
  readonly pitch: number
}

function drawLetter({ pen, font }: Desk, letter: Letter, { x, base, pitch }: Place): void {
  if (letter.text.trim() === '') return
  const cell = { width: letter.width * CELL_WIDTH, height: letter.height * CELL_HEIGHT }
  if (drawRule(pen, letter.text, { x, y: pitch / 2, width: cell.width })) return
  pen.save()
  pen.translate(x, base - cell.height)
  pen.scale(letter.width, letter.height)
  font.draw(pen, letter.text, { bold: letter.bold, width: CELL_WIDTH, height: CELL_HEIGHT })
  pen.restore()
}

/** Line-drawing letters meet their neighbours: bars across the cell, not letters in it. */
function drawRule(pen: SKRSContext2D, text: string, at: { x: number; y: number; width: number }): boolean {
  if (text === '─') pen.fillRect(at.x, at.y - 1, at.width, 2)
  else if (text === '═') {
    pen.fillRect(at.x, at.y - 3, at.width, 2)
    pen.fillRect(at.x, at.y + 1, at.width, 2)
  } else return false
  return true
}

interface Dots {
  readonly rows: readonly (readonly boolean[])[]
  /** The size of one square in dots. */
  readonly dot: number
}

function drawDots({ pen, width }: Desk, { side }: { side: Side }, { rows, dot }: Dots): void {
  const left = startOf(side, (rows[0]?.length ?? 0) * dot, width)
  rows.forEach((row, y) => {
    row.forEach((black, x) => {
      // A picture wider than the head loses what does not fit.
      if (black && left + (x + 1) * dot <= width) pen.fillRect(left + x * dot, y * dot, dot, dot)
    })
  })
}

/** GS v 0: rows of bytes, the highest bit is the left dot, 1 is black. */
function rasterRows({ bytesPerRow, data }: Extract<PaperPart, { kind: 'raster' }>): boolean[][] {
  const rows: boolean[][] = []
  for (let at = 0; at < data.length; at += bytesPerRow)
    rows.push([...data.subarray(at, at + bytesPerRow)].flatMap(bits))
  return rows
}

const bits = (byte: number): boolean[] => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((byte >> bit) & 1) === 1)

import { type CodePage, codePage } from './code-pages.ts'
import type { PrinterCommand } from './printer-commands.ts'

export type Side = 'left' | 'center' | 'right'

/** One letter on paper; width and height count cells of 12 × 24 dots (font A). */
export interface Letter {
  readonly text: string
  readonly width: number
  readonly height: number
  readonly bold: boolean
}

/** What has come out so far, from top to bottom. Sizes in dots, 8 to the millimetre. */
export type PaperPart =
  | {
      readonly kind: 'line'
      readonly letters: readonly Letter[]
      readonly side: Side
      readonly height: number
    }
  | { readonly kind: 'blank'; readonly height: number }
  | {
      readonly kind: 'qr'
      readonly data: string
      readonly module: number
      readonly level: QrLevel
      readonly side: Side
    }
  | { readonly kind: 'raster'; readonly bytesPerRow: number; readonly data: Uint8Array; readonly side: Side }

export type QrLevel = 'L' | 'M' | 'Q' | 'H'

/** From one line's top to the next: the power-on spacing of 1/6 inch. */
export const LINE_DOTS = 30
const CELL_DOTS = 24
const LEVELS: Readonly<Record<number, QrLevel>> = { 48: 'L', 49: 'M', 50: 'Q', 51: 'H' }
const SIDES: readonly Side[] = ['left', 'center', 'right']

const POWER_ON = {
  page: codePage(0) as CodePage,
  side: 'left' as Side,
  bold: false,
  width: 1,
  height: 1,
  module: 3,
  level: 'L' as QrLevel,
  stored: new Uint8Array(),
}

export interface Typesetter {
  /** Obeys one command that changes or fills the paper and gives the part that it printed, if any. */
  obey(command: PrinterCommand): PaperPart | undefined
}

/** The printer's text modes and its line buffer. */
export function createTypesetter(columns: number): Typesetter {
  let modes = { ...POWER_ON }
  let line: Letter[] = []

  const room = (): number => columns - line.reduce((sum, letter) => sum + letter.width, 0)

  function breakLine(): PaperPart {
    const height = Math.max(LINE_DOTS, ...line.map((letter) => letter.height * CELL_DOTS + 6))
    const part: PaperPart = { kind: 'line', letters: line, side: modes.side, height }
    line = []
    return part
  }

  /** A line that is full is printed by itself, before the letter that does not fit. */
  function addLetter(byte: number): PaperPart | undefined {
    const { width, height, bold } = modes
    const full = room() < width ? breakLine() : undefined
    line.push({ text: modes.page(byte), width, height, bold })
    return full
  }

  function printQr(): PaperPart {
    const { module, level, side } = modes
    return { kind: 'qr', data: new TextDecoder().decode(modes.stored), module, level, side }
  }

  return {
    obey(command) {
      switch (command.kind) {
        case 'letter':
          return addLetter(command.byte)
        case 'newline':
          return breakLine()
        case 'feed-lines':
          return { kind: 'blank', height: command.lines * LINE_DOTS }
        case 'feed-dots':
          return { kind: 'blank', height: command.dots }
        case 'qr-print':
          return printQr()
        case 'raster':
          return { kind: 'raster', bytesPerRow: command.bytesPerRow, data: command.data, side: modes.side }
        case 'initialize':
          modes = { ...POWER_ON }
          line = []
          return undefined
        default:
          modes = { ...modes, ...changeOf(command) }
          return undefined
      }
    },
  }
}

function changeOf(command: PrinterCommand): Partial<typeof POWER_ON> {
  switch (command.kind) {
    case 'page':
      return { page: codePage(command.number) }
    case 'align':
      return { side: SIDES[command.side] ?? 'left' }
    case 'bold':
      return { bold: command.on }
    case 'size':
      return { width: command.width, height: command.height }
    case 'qr-module':
      return { module: command.dots }
    case 'qr-level':
      return { level: LEVELS[command.level] ?? 'L' }
    case 'qr-store':
      return { stored: new Uint8Array(command.data) }
    default:
      return {}
  }
}

/** What a printer does with its data bytes. Source: Epson ESC/POS command reference, by name. */
export type PrinterCommand =
  | { readonly kind: 'letter'; readonly byte: number }
  | { readonly kind: 'newline' }
  | { readonly kind: 'initialize' }
  | { readonly kind: 'page'; readonly number: number }
  | { readonly kind: 'align'; readonly side: number }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  | { readonly kind: 'feed-lines'; readonly lines: number }
  | { readonly kind: 'feed-dots'; readonly dots: number }
  /** `feeds`: first carries the last line past the cutter. */
  | { readonly kind: 'cut'; readonly feeds: boolean }
  | { readonly kind: 'drawer' }
  | { readonly kind: 'qr-module'; readonly dots: number }
  | { readonly kind: 'qr-level'; readonly level: number }
  | { readonly kind: 'qr-store'; readonly data: Uint8Array }
  | { readonly kind: 'qr-print' }
  | { readonly kind: 'raster'; readonly bytesPerRow: number; readonly data: Uint8Array }
  | { readonly kind: 'automatic-status'; readonly on: boolean }
  | { readonly kind: 'status'; readonly n: number }
  | { readonly kind: 'identity'; readonly n: number }
  | { readonly kind: 'process-id'; readonly id: Uint8Array }
  /** Known by its length only, or not at all: skipped, as a printer does. */
  | { readonly kind: 'skipped' }

export interface ReadCommand {
  readonly command: PrinterCommand
  readonly length: number
}

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d
const SKIPPED: PrinterCommand = { kind: 'skipped' }

/** The command that `bytes` begin with, or undefined when its end has not come yet. */
export function readCommand(bytes: Uint8Array): ReadCommand | undefined {
  const [first = 0, second] = bytes
  if (first === 0x0a) return { command: { kind: 'newline' }, length: 1 }
  if (first >= 0x20) return { command: { kind: 'letter', byte: first }, length: 1 }
  if (first !== ESC && first !== FS && first !== GS) return { command: SKIPPED, length: 1 }
  if (second === undefined) return undefined
  const length = lengthOf(bytes, first, second)
  if (length === undefined || bytes.length < length) return undefined
  return { command: meaning(bytes.subarray(0, length), first, second), length }
}

/** Parameter bytes after the two that name a command; those of variable length are below. */
const PARAMETERS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  [ESC]: {
    ...{ ' ': 1, '!': 1, $: 2, '%': 1, '-': 1, '3': 1, '=': 1, '?': 1, '\\': 2 },
    ...{ E: 1, G: 1, J: 1, M: 1, R: 1, T: 1, V: 1, W: 8, a: 1, c: 2, d: 1, p: 3, r: 1, t: 1, '{': 1 },
  },
  [FS]: { '!': 1, '-': 1, C: 1, S: 2, W: 1, p: 2 },
  [GS]: {
    ...{ '!': 1, $: 2, '/': 1, B: 1, H: 1, I: 1, L: 2, P: 2, T: 1, W: 2, '\\': 2, '^': 3 },
    ...{ a: 1, b: 1, f: 1, g: 2, h: 1, r: 1, w: 1 },
  },
}

function lengthOf(bytes: Uint8Array, first: number, second: number): number | undefined {
  const name = String.fromCharCode(second)
  const at = (index: number): number => bytes[index] ?? Number.NaN
  const counted = (length: number): number | undefined => (Number.isNaN(length) ? undefined : length)
  // `GS (` and `FS (` carry their own length, which lets a printer skip those it does not know.
  if (first !== ESC && name === '(') return counted(5 + at(3) + at(4) * 256)
  if (first === GS && name === '8') return counted(7 + at(3) + at(4) * 0x100 + at(5) * 0x1_00_00)
  if (first === GS && name === 'v') return counted(8 + (at(4) + at(5) * 256) * (at(6) + at(7) * 256))
  if (first === GS && name === 'V') return counted(at(2) >= 0x41 ? 4 : at(2) >= 0 ? 3 : Number.NaN)
  if (first === ESC && name === '*') return counted(5 + (at(3) + at(4) * 256) * (at(2) >= 32 ? 3 : 1))
  if (first === GS && name === 'k') return barcodeLength(bytes)
  return 2 + (PARAMETERS[first]?.[name] ?? 0)
}

/** GS k: the older form ends with 00, the newer names its length. */
function barcodeLength(bytes: Uint8Array): number | undefined {
  const [, , symbology, count] = bytes
  if (symbology === undefined || count === undefined) return undefined
  if (symbology >= 0x41) return 4 + count
  const end = bytes.indexOf(0, 3)
  return end < 0 ? undefined : end + 1
}

function meaning(bytes: Uint8Array, first: number, second: number): PrinterCommand {
  const name = String.fromCharCode(second)
  const n = bytes[2] ?? 0
  if (first === ESC) return escapeCommand(name, n)
  if (first === GS) return groupCommand(name, n, bytes)
  return SKIPPED
}

function escapeCommand(name: string, n: number): PrinterCommand {
  switch (name) {
    case '@':
      return { kind: 'initialize' }
    case 't':
      return { kind: 'page', number: n }
    case 'a':
      return { kind: 'align', side: n % 0x30 }
    case 'E':
    case 'G':
      return { kind: 'bold', on: (n & 1) === 1 }
    case 'd':
      return { kind: 'feed-lines', lines: n }
    case 'J':
      return { kind: 'feed-dots', dots: n }
    case 'p':
      return { kind: 'drawer' }
    default:
      return SKIPPED
  }
}

function groupCommand(name: string, n: number, bytes: Uint8Array): PrinterCommand {
  switch (name) {
    case '!':
      return { kind: 'size', width: (n >> 4) + 1, height: (n & 0x0f) + 1 }
    case 'V':
      return { kind: 'cut', feeds: n >= 0x41 }
    case 'a':
      return { kind: 'automatic-status', on: n !== 0 }
    case 'r':
      return { kind: 'status', n }
    case 'I':
      return { kind: 'identity', n }
    case 'v':
      return { kind: 'raster', bytesPerRow: (bytes[4] ?? 0) + (bytes[5] ?? 0) * 256, data: bytes.slice(8) }
    case '(':
      return parenthesis(bytes)
    default:
      return SKIPPED
  }
}

function parenthesis(bytes: Uint8Array): PrinterCommand {
  const name = String.fromCharCode(bytes[2] ?? 0)
  const [code, fn, value = 0] = bytes.subarray(5)
  if (name === 'H' && code === 0x30 && fn === 0x30) return { kind: 'process-id', id: bytes.slice(7) }
  if (name !== 'k' || code !== 0x31) return SKIPPED
  switch (fn) {
    case 0x43:
      return { kind: 'qr-module', dots: value }
    case 0x45:
      return { kind: 'qr-level', level: value }
    case 0x50:
      return { kind: 'qr-store', data: bytes.slice(8) }
    case 0x51:
      return { kind: 'qr-print' }
    default:
      return SKIPPED
  }
}

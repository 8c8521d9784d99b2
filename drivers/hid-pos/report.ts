import type { HidPosLayout } from './layout.ts'

/** One input report of a scanner, taken apart. */
export interface ScanReport {
  /** AIM identifier such as "]Q1"; undefined in a layout that has none, and where the scanner left it out. */
  readonly symbology: string | undefined
  readonly data: Uint8Array
  /** The same code goes on in the next report. */
  readonly continued: boolean
}

/** Input report of HID POS (page 8C, collection 12): all layouts met in practice use this id and length. */
const REPORT_ID = 0x02
const CONTINUED_AT = 63
const MAX_DATA = 56

const DATA_AT: Readonly<Record<HidPosLayout, number>> = { aim: 5, plain: 2 }

/** Undefined for another report of the device, and for one too short to hold what it must. */
export function readReport(report: Uint8Array, layout: HidPosLayout): ScanReport | undefined {
  const [id, length = 0] = report
  const at = DATA_AT[layout]
  if (id !== REPORT_ID || report.length < at) return undefined
  return {
    symbology: layout === 'aim' ? symbologyIn(report) : undefined,
    data: report.slice(at, at + Math.min(length, MAX_DATA)),
    continued: ((report[CONTINUED_AT] ?? 0) & 0x01) === 1,
  }
}

function symbologyIn(report: Uint8Array): string | undefined {
  const text = String.fromCharCode(...report.subarray(2, 5))
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : undefined
}

/** Honeywell answers commands in input reports that look like scans with these identifiers. */
const ANSWER_SYMBOLOGIES: ReadonlySet<string> = new Set([']Z6', ']X0'])
/** Newland's answers begin like this, behind the length. */
const ANSWER_START = [0x02, 0x00, 0x00]

/** A scanner's answer to a command is not a code that somebody held in front of it. */
export const isCommandAnswer = ({ symbology, data }: ScanReport, layout: HidPosLayout): boolean =>
  layout === 'aim'
    ? ANSWER_SYMBOLOGIES.has(symbology ?? '')
    : ANSWER_START.every((byte, i) => data[i] === byte)

import type { ReportLink } from '#src/device/report-link.ts'
import type { HidPosLayout } from '../hid-pos/layout.ts'

/** What can be set on the scanner itself, with the bar codes of its manual. */
export interface ScannerSettings {
  readonly layout: HidPosLayout
  /** Put behind every code. Default: nothing. */
  readonly suffix?: string
  /** Firmware that says "continued" of a last report that is exactly full. */
  readonly forgetsTheEnd?: boolean
}

/** A code in front of the scanner. */
export interface ShownCode {
  /** AIM identifier; a QR code's is "]Q1". */
  readonly symbology?: string
}

export interface EmulatedScanner {
  /** Reads a code, and resolves when its last report is on the wire. */
  read(code: string | Uint8Array, shown?: ShownCode): Promise<void>
  /** Sends bytes as one report, padded to its 64 bytes. */
  send(...report: readonly number[]): Promise<void>
}

const REPORT_BYTES = 64
const DATA_BYTES = 56

/** The scanner's end of the wire, by the layouts of the manuals (drivers/hid-pos/README.md), and not by our driver. */
export function emulateScanner(link: ReportLink, settings: ScannerSettings): EmulatedScanner {
  async function send(...report: readonly number[]): Promise<void> {
    await link.write(Uint8Array.from({ length: REPORT_BYTES }, (_, i) => report[i] ?? 0))
  }
  return {
    send,
    async read(code, { symbology = ']Q1' } = {}) {
      const bytes = typeof code === 'string' ? new TextEncoder().encode(code) : code
      const suffix = new TextEncoder().encode(settings.suffix ?? '')
      for (const report of reportsOf([...bytes, ...suffix], symbology, settings)) await send(...report)
    },
  }
}

function reportsOf(
  bytes: number[],
  symbology: string,
  { layout, forgetsTheEnd }: ScannerSettings,
): number[][] {
  const reports: number[][] = []
  for (let at = 0; at < bytes.length; at += DATA_BYTES) {
    const data = bytes.slice(at, at + DATA_BYTES)
    const more = at + DATA_BYTES < bytes.length || (forgetsTheEnd === true && data.length === DATA_BYTES)
    reports.push(layout === 'aim' ? aimReport(data, symbology, more) : plainReport(data, more))
  }
  return reports
}

const padded = (data: readonly number[]): number[] =>
  Array.from({ length: DATA_BYTES }, (_, i) => data[i] ?? 0)

function aimReport(data: readonly number[], symbology: string, more: boolean): number[] {
  const identifier = [...new TextEncoder().encode(symbology)]
  const makersLetter = 0x73 // "s", Honeywell's for QR
  return [0x02, data.length, ...identifier, ...padded(data), makersLetter, 0x00, more ? 1 : 0]
}

const plainReport = (data: readonly number[], more: boolean): number[] => [
  ...[0x02, data.length, ...padded(data)],
  ...[0x00, 0x00, 0x00, 0x00, 0x00],
  more ? 1 : 0,
]

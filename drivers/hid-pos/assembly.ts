import type { Scan } from '#src/device/scanner.ts'
import type { Clock } from '#src/time/clock.ts'
import { guessLayout, type HidPosLayout } from './layout.ts'
import { isCommandAnswer, readReport, type ScanReport } from './report.ts'
import { readText } from './text.ts'

/**
 * How long a code may stand still in its middle. Some firmware says "continued" of a last report
 * that is exactly full, and then sends nothing; between true parts lie 1 to 16 ms.
 */
export const FLUSH_MS = 300
/** More than the largest QR code holds (7089 digits): what goes on for longer is dropped. */
export const MAX_BYTES = 8192

interface AssemblyParts {
  readonly clock: Clock
  /** Undefined: each code's first report tells. */
  readonly layout: HidPosLayout | undefined
  readonly onScan: (scan: Scan) => void
}

/** Puts a scanner's reports together to codes. */
export interface Assembly {
  take(report: Uint8Array): void
  /** Forgets what was begun. */
  drop(): void
}

/** A code whose reports come in. */
interface Begun {
  readonly layout: HidPosLayout
  readonly symbology: string | undefined
  /** Nobody wants to know of it: an answer to a command, or endless. */
  readonly unwanted: boolean
  readonly bytes: Uint8Array
}

export function createAssembly({ clock, layout, onScan }: AssemblyParts): Assembly {
  let begun: Begun | undefined
  let stopTimer = () => {}

  function drop(): void {
    stopTimer()
    begun = undefined
  }

  function finish(): void {
    const code = begun
    drop()
    if (!code || code.unwanted) return
    const text = readText(code.bytes)
    if (text !== '') onScan({ text, symbology: code.symbology })
  }

  return {
    take(bytes) {
      const used = begun?.layout ?? layout ?? guessLayout(bytes)
      const report = readReport(bytes, used)
      if (!report) return
      stopTimer()
      begun = begun ? longer(begun, report) : begin(report, used)
      if (!report.continued) return finish()
      stopTimer = clock.after(FLUSH_MS, finish)
    },
    drop,
  }
}

const begin = (report: ScanReport, layout: HidPosLayout): Begun => ({
  layout,
  symbology: report.symbology,
  unwanted: isCommandAnswer(report, layout),
  bytes: report.data,
})

function longer(begun: Begun, { data }: ScanReport): Begun {
  const length = begun.bytes.length + data.length
  if (begun.unwanted || length > MAX_BYTES) return { ...begun, unwanted: true, bytes: new Uint8Array() }
  const bytes = new Uint8Array(length)
  bytes.set(begun.bytes)
  bytes.set(data, begun.bytes.length)
  return { ...begun, bytes }
}

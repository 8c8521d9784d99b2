import type { ReportLink } from '#src/device/report-link.ts'
import type { Scan, Scanner } from '#src/device/scanner.ts'
import type { Clock } from '#src/time/clock.ts'
import { createListeners } from '../link/listeners.ts'
import { createAssembly } from './assembly.ts'
import type { HidPosLayout } from './layout.ts'

interface HidPosSettings {
  readonly clock: Clock
  /** From `chooseLayout`; undefined: each code's first report tells. */
  readonly layout?: HidPosLayout | undefined
}

/** A scanner in its HID POS mode needs nothing but listening: it sends each code unasked. */
export function openHidPosScanner(link: ReportLink, { clock, layout }: HidPosSettings): Scanner {
  const scans = createListeners<Scan>()
  const assembly = createAssembly({ clock, layout, onScan: scans.emit })
  const stopListening = link.onReport(assembly.take)
  const stopWaiting = link.onClose(assembly.drop)
  return {
    onScan: scans.add,
    async close() {
      stopListening()
      stopWaiting()
      assembly.drop()
      await link.close()
    },
  }
}

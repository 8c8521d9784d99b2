import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { DisplayService } from '../../devices/display.ts'
import type { PrinterService } from '../../devices/printer.ts'
import type { ScannerService } from '../../devices/scanner.ts'
import type { Steps } from '../steps.ts'

export const testDrawer = ({ printer }: { printer: Pick<PrinterService, 'openDrawer'> }, steps: Steps) =>
  steps.run('open-drawer', () => printer.openDrawer(), { late: 'PRINTER_SILENT' })

export interface DisplayTestParts {
  readonly display: Pick<DisplayService, 'show' | 'state'>
  readonly clock: Clock
}

/** Long enough to walk round and look. */
const SHOWN_MS = 4000
const NINES = 999_999n

/** Shows a large amount, which no sale is about; whether it can be read a person has to see. */
export async function testDisplay({ display, clock }: DisplayTestParts, steps: Steps): Promise<void> {
  await steps.run('show', async () => {
    const state = display.state()
    if (state.kind !== 'ready') return fail(state.kind === 'fault' ? state.code : 'DISPLAY_ABSENT')
    display.show({ kind: 'pay', units: NINES, again: false, qr: null })
    await pause(clock, SHOWN_MS)
    return ok()
  })
  display.show({ kind: 'idle' })
}

export interface ScannerTestParts {
  readonly scanner: Pick<ScannerService, 'onScan'>
  /** Of a scanner that types: the page hands on what it has read. */
  readonly typed: { onScan(listener: (scan: { text: string }) => void): () => void }
}

const SCAN_LIMIT_MS = 60_000
/** Enough to recognise a code by, and not all of a customer's. */
const TOLD = 24

export async function testScanner({ scanner, typed }: ScannerTestParts, steps: Steps): Promise<void> {
  let stop = (): void => undefined
  await steps.run('scan', () => nextScan(), {
    limitMs: SCAN_LIMIT_MS,
    late: 'SCANNER_ABSENT',
    tell: (text) => `${text.slice(0, TOLD)}${text.length > TOLD ? '…' : ''} (${text.length})`,
  })
  stop()

  function nextScan(): Promise<Result<string>> {
    return new Promise((resolve) => {
      const take = ({ text }: { text: string }) => resolve(ok(text))
      const ends = [scanner.onScan(take), typed.onScan(take)]
      stop = () => {
        for (const end of ends) end()
      }
    })
  }
}

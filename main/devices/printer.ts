import type { EscposPrinter } from '#drivers/escpos/driver.ts'
import type { Pixels } from '#drivers/escpos/picture.ts'
import type { PrinterProfile } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import type { PrinterFault, PrintOutcome } from '#src/device/printer.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { layOut } from '#src/receipt/layout.ts'
import type { Columns, ReceiptLine } from '#src/receipt/line.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { fail, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { type Attach, supervise } from './supervisor.ts'

/** The terminal's receipt printer, whether or not it is plugged in at the moment. */
export interface PrinterService {
  print(receipt: Receipt): Promise<Result<PrintOutcome, PrinterFault | 'PRINTER_ABSENT'>>
  /** Paper that is no receipt: laid out for this printer's width, no drawer opens for it. */
  printLines(
    layOutFor: (columns: Columns) => readonly ReceiptLine[],
  ): Promise<Result<PrintOutcome, PrinterFault | 'PRINTER_ABSENT'>>
  /** A job that is encoded for this printer by whoever prints it. */
  printEncoded(
    encode: (profile: PrinterProfile) => Uint8Array,
  ): Promise<Result<PrintOutcome, PrinterFault | 'PRINTER_ABSENT'>>
  /** What is known of the printer at the other end; undefined while there is none, or it is not ready. */
  profile(): Promise<PrinterProfile | undefined>
  /** Resolves when no job is being printed. */
  idle(): Promise<void>
  openDrawer(): Promise<Result<undefined, PrinterFault | 'PRINTER_ABSENT'>>
  state(): DeviceState
  stop(): Promise<void>
}

interface PrinterParts {
  readonly attach: Attach<EscposPrinter>
  /** Printed at the head of each receipt. */
  readonly logo?: Pixels | undefined
  readonly openDrawer: boolean
  /** One that lost its power may leave its connection open for minutes: when it is silent, begin anew. */
  readonly onNetwork?: boolean
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
  readonly log: (message: string) => void
}

/** How often an idle printer is asked whether it still has paper. */
const POLL_MS = 3000

export function createPrinterService(parts: PrinterParts): PrinterService {
  const { clock } = parts
  const supervised = supervise({ ...parts, absent: { kind: 'fault', code: 'PRINTER_ABSENT' } })

  /** That the wire is gone is the supervisor's to say. */
  function reportFault(code: PrinterFault): void {
    if (code !== 'LINK_CLOSED') supervised.report({ kind: 'fault', code })
    if (code === 'PRINTER_SILENT' && parts.onNetwork) void supervised.current()?.close()
  }

  async function refresh(): Promise<void> {
    const status = await supervised.current()?.status()
    if (status?.ok) supervised.report({ kind: 'ready', paperNearEnd: status.value.nearEnd })
    else if (status) reportFault(status.error.code)
    cancelPoll = clock.after(POLL_MS, poll)
  }
  const poll = () => void refresh()
  let cancelPoll = clock.after(POLL_MS, poll)

  async function printJob(
    printer: EscposPrinter,
    encode: (profile: PrinterProfile) => Uint8Array,
  ): ReturnType<EscposPrinter['print']> {
    const profile = await printer.profile()
    const printed = profile.ok ? await printer.print(encode(profile.value)) : profile
    if (!printed.ok) reportFault(printed.error.code)
    return printed
  }

  const printOn = (
    printer: EscposPrinter,
    layOutFor: (columns: Columns) => readonly ReceiptLine[],
    logo?: Pixels,
  ) => printJob(printer, (profile) => encodeReceipt(layOutFor(profile.columns), profile, logo))

  return {
    async print(receipt) {
      const printer = supervised.current()
      if (!printer) return fail(whyAbsent(supervised.state()))
      const printed = await printOn(printer, (columns) => layOut(receipt, columns), parts.logo)
      if (printed.ok && parts.openDrawer && !receipt.copy) await printer.openDrawer()
      return printed
    },
    async printLines(layOutFor) {
      const printer = supervised.current()
      return printer ? printOn(printer, layOutFor) : fail(whyAbsent(supervised.state()))
    },
    async printEncoded(encode) {
      const printer = supervised.current()
      return printer ? printJob(printer, encode) : fail(whyAbsent(supervised.state()))
    },
    async profile() {
      const profile = await supervised.current()?.profile()
      return profile?.ok ? profile.value : undefined
    },
    async idle() {
      // It takes one thing after another: what is asked last is answered last.
      await supervised.current()?.status()
    },
    async openDrawer() {
      const printer = supervised.current()
      if (!printer) return fail(whyAbsent(supervised.state()))
      const opened = await printer.openDrawer()
      if (!opened.ok) reportFault(opened.error.code)
      return opened
    },
    state: supervised.state,
    async stop() {
      cancelPoll()
      await supervised.stop()
    },
  }
}

/** A printer that is there and does not start has a fault of its own. */
function whyAbsent(state: DeviceState): PrinterFault | 'PRINTER_ABSENT' {
  return state.kind === 'fault' && state.code === 'PRINTER_SILENT' ? state.code : 'PRINTER_ABSENT'
}

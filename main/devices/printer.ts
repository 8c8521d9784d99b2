import { openEscposPrinter } from '#drivers/escpos/driver.ts'
import { type PrinterProfile, printableLanguage } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import type { OpenLink } from '#src/device/link.ts'
import type { PrinterFault, PrintOutcome, ReceiptPrinter } from '#src/device/printer.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { layOut } from '#src/receipt/layout.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { type Attached, supervise } from './supervisor.ts'

/** The terminal's receipt printer, whether or not it is plugged in at the moment. */
export interface PrinterService {
  print(receipt: Receipt): Promise<Result<PrintOutcome, PrinterFault | 'PRINTER_ABSENT'>>
  state(): DeviceState
  stop(): Promise<void>
}

interface PrinterParts {
  readonly openLink: OpenLink
  readonly profile: PrinterProfile
  readonly openDrawer: boolean
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
}

/** How often an idle printer is asked whether it still has paper. */
const POLL_MS = 3000

export function createPrinterService(parts: PrinterParts): PrinterService {
  const { profile, clock } = parts
  const supervised = supervise<ReceiptPrinter>({
    attach: () => attachPrinter(parts),
    absent: 'PRINTER_ABSENT',
    clock,
    onState: parts.onState,
  })

  /** That the wire is gone is the supervisor's to say. */
  function reportFault(code: PrinterFault): void {
    if (code !== 'LINK_CLOSED') supervised.report({ kind: 'fault', code })
  }

  async function refresh(): Promise<void> {
    const status = await supervised.current()?.status()
    if (status?.ok) supervised.report({ kind: 'ready', paperNearEnd: status.value.nearEnd })
    else if (status) reportFault(status.error.code)
    cancelPoll = clock.after(POLL_MS, poll)
  }
  const poll = () => void refresh()
  let cancelPoll = clock.after(POLL_MS, poll)

  return {
    async print(receipt) {
      const printer = supervised.current()
      if (!printer) return fail('PRINTER_ABSENT')
      const language = printableLanguage(receipt.language, profile)
      const job = encodeReceipt(layOut({ ...receipt, language }, profile.columns), profile)
      const printed = await printer.print(job)
      if (!printed.ok) reportFault(printed.error.code)
      else if (parts.openDrawer && !receipt.copy) await printer.openDrawer()
      return printed
    },
    state: supervised.state,
    async stop() {
      cancelPoll()
      await supervised.stop()
    },
  }
}

async function attachPrinter({
  openLink,
  profile,
  clock,
}: PrinterParts): Promise<Result<Attached<ReceiptPrinter>>> {
  const link = await openLink()
  if (!link.ok) return link
  const gone = new Promise<void>((resolve) => {
    link.value.onClose(resolve)
  })
  const printer = await openEscposPrinter(link.value, { clock, profile })
  if (printer.ok) return ok({ device: printer.value, gone, close: () => printer.value.close() })
  await link.value.close()
  return printer
}

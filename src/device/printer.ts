import type { Result } from '../result.ts'

export type PrinterFault =
  | 'LINK_CLOSED'
  | 'PRINTER_SILENT'
  | 'PRINTER_PAPER_OUT'
  | 'PRINTER_COVER_OPEN'
  | 'PRINTER_OFFLINE'
  | 'PRINTER_FAULT'

/**
 * How sure we are that paper came out. `printed`: the printer itself said so after its last line.
 * `sent`: it took the bytes and shows no fault, but cannot tell.
 */
export type PrintOutcome = 'printed' | 'sent'

/** A receipt printer whose session is up. One job at a time; a second call waits. */
export interface ReceiptPrinter {
  /** Asks the printer itself; ok means ready with paper. `nearEnd`: change the roll soon. */
  status(): Promise<Result<{ readonly nearEnd: boolean }, PrinterFault>>
  /** Prints one finished job and reports how sure we are. */
  print(job: Uint8Array): Promise<Result<PrintOutcome, PrinterFault>>
  openDrawer(): Promise<Result<undefined, PrinterFault>>
  close(): Promise<void>
}

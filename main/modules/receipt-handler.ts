import type { Config } from '#src/config/schema.ts'
import { fail } from '#src/result.ts'
import type { PrinterService } from '../devices/printer.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { receiptOf } from '../receipt/receipt.ts'

interface ReceiptParts {
  readonly ledger: Pick<Ledger, 'payment'>
  readonly printer: Pick<PrinterService, 'print'>
  readonly config: Config
}

/** Prints what the ledger says of a payment; the page names the payment and nothing else. */
export const receiptHandler =
  ({ ledger, printer, config }: ReceiptParts): Handlers['receipt/print'] =>
  async ({ id, copy }) => {
    const payment = ledger.payment(id)
    if (!payment) return fail('RECEIPT_UNKNOWN')
    const returned = payment.returns === undefined ? undefined : ledger.payment(payment.returns)
    return printer.print(receiptOf(payment, config, copy, returned))
  }

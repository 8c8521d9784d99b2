import type { Config } from '#src/config/schema.ts'
import type { Payment } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { PrinterService } from '../devices/printer.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { receiptOf } from '../receipt/receipt.ts'
import type { Staff } from '../staff/staff.ts'

interface ReceiptParts {
  readonly ledger: Pick<Ledger, 'payment' | 'summary' | 'record'>
  readonly printer: Pick<PrinterService, 'print'>
  readonly staff: Pick<Staff, 'authorise'>
  readonly config: Config
}

/**
 * Prints what the ledger says of a payment; the page names the payment and nothing else. One receipt of
 * each payment comes out without the word "copy" and without a question, in the run that made it. All others are
 * copies, which need the right to them.
 */
export function receiptHandler({ ledger, printer, staff, config }: ReceiptParts): Handlers['receipt/print'] {
  const { lastReceiptNumber } = ledger.summary()
  const cameOut = new Set<Payment['id']>()

  /** What was sold before this start came out then, or is on the screen that says that it did not. */
  const isCopy = ({ id, receiptNumber, rescuedFrom }: Payment): boolean =>
    cameOut.has(id) || rescuedFrom !== null || receiptNumber <= lastReceiptNumber

  async function allowCopy({ receipt }: Payment, approvalPin?: string): Promise<Result<undefined>> {
    const allowed = await staff.authorise('print-copy', approvalPin)
    if (!allowed.ok) return allowed
    const { by, approvedBy } = allowed.value
    if (!approvedBy) return ok()
    const detail = `${receipt} ${approvedBy.id}`
    const noted = await ledger.record({ type: 'noted', what: 'copy-allowed', by, detail })
    return noted.ok ? ok() : fail('JOURNAL_WRITE_FAILED', noted.error.detail)
  }

  return async ({ id, approvalPin }) => {
    const payment = ledger.payment(id)
    if (!payment) return fail('RECEIPT_UNKNOWN')
    const copy = isCopy(payment)
    const allowed = copy ? await allowCopy(payment, approvalPin) : ok()
    if (!allowed.ok) return allowed
    const returned = payment.returns === undefined ? undefined : ledger.payment(payment.returns)
    // Whoever asks meanwhile asks for another paper.
    cameOut.add(id)
    const printed = await printer.print(receiptOf(payment, config, copy, returned))
    if (!printed.ok && !copy) cameOut.delete(id)
    return printed
  }
}

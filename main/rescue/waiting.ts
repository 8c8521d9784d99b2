import type { Hex } from '#src/payment/hex.ts'
import { type AcceptedPayment, acceptedPaymentSchema, isSigned } from '#src/payment/record.ts'
import { isWaiting, type PaymentState } from '#src/payment/states.ts'
import type { Ledger } from '../ledger/ledger.ts'

const PAGE_LENGTH = 1000

/**
 * Not final, and not lost for good: what a rescue file is for. A parked payment is in it too, as a
 * person may have it tried again.
 */
export const isRescued = (state: PaymentState): boolean => isWaiting(state) || state === 'parked'

/** Every signed payment that the ledger has ever taken, own and rescued, oldest first. */
export async function everyPaymentId({ journal }: Pick<Ledger, 'journal'>): Promise<Hex[]> {
  const ids: Hex[] = []
  for (let seq = 0; ; ) {
    const entries = await journal.since(seq, PAGE_LENGTH)
    for (const { fact } of entries)
      if (fact.type === 'accepted' || fact.type === 'rescued') ids.push(fact.payment.authorization.nonce)
    const last = entries.at(-1)
    if (!last) return ids
    seq = last.seq
  }
}

/** What of them still waits, as it was accepted. */
export async function waitingPayments(ledger: Ledger): Promise<AcceptedPayment[]> {
  const ids = await everyPaymentId(ledger)
  return ids.flatMap((id) => {
    const payment = ledger.payment(id)
    return payment && isSigned(payment) && isRescued(payment.state) ? [asAccepted(payment)] : []
  })
}

const asAccepted = (payment: AcceptedPayment): AcceptedPayment => acceptedPaymentSchema.strip().parse(payment)

import type { Payment } from './record.ts'
import { isWaiting, PAYMENT_STATES, type PaymentState } from './states.ts'

/** Counters kept beside the payments, so that nobody has to count rows. */
export interface Summary {
  readonly counts: Readonly<Record<PaymentState, number>>
  /** Smallest units that are ours but not final, over all waiting payments. */
  readonly waitingUnits: bigint
  /** The highest receipt number, 0 when there is none. */
  readonly lastReceiptNumber: number
}

export const emptySummary: Summary = {
  counts: Object.fromEntries(PAYMENT_STATES.map((state) => [state, 0])) as Record<PaymentState, number>,
  waitingUnits: 0n,
  lastReceiptNumber: 0,
}

/** The summary after one payment went from `before` (undefined: it is new) to `after`. */
export function countChange(summary: Summary, before: Payment | undefined, after: Payment): Summary {
  const counts = { ...summary.counts }
  if (before) counts[before.state] -= 1
  counts[after.state] += 1
  return {
    counts,
    waitingUnits: summary.waitingUnits + waitingOf(after) - waitingOf(before),
    lastReceiptNumber: Math.max(summary.lastReceiptNumber, after.receiptNumber),
  }
}

export const waitingCount = ({ counts }: Summary): number =>
  PAYMENT_STATES.reduce((sum, state) => sum + (isWaiting(state) ? counts[state] : 0), 0)

export const paymentCount = ({ counts }: Summary): number =>
  PAYMENT_STATES.reduce((sum, state) => sum + counts[state], 0)

const waitingOf = (payment: Payment | undefined): bigint =>
  payment && isWaiting(payment.state) ? payment.authorization.value : 0n

import type { Fact } from '../journal/entry.ts'
import { type ReceiptRange, withoutNumber } from './missing.ts'
import { isRefund, type Payment } from './record.ts'
import { isWaiting, PAYMENT_STATES, type PaymentState } from './states.ts'

/** Counters kept beside the payments, so that nobody has to count rows. */
export interface Summary {
  readonly counts: Readonly<Record<PaymentState, number>>
  /** Smallest units that are ours but not final, over all waiting payments. */
  readonly waitingUnits: bigint
  /** Refunds that are not final; `counts` counts them as well, `waitingUnits` does not. */
  readonly waitingRefunds: number
  /** The highest receipt number of this terminal's own, 0 when there is none. */
  readonly lastReceiptNumber: number
  /** Receipts that were given out and of which no record is left. Numbers have no gaps, so a gap is a loss. */
  readonly missing: readonly ReceiptRange[]
}

export const emptySummary: Summary = {
  counts: Object.fromEntries(PAYMENT_STATES.map((state) => [state, 0])) as Record<PaymentState, number>,
  waitingUnits: 0n,
  waitingRefunds: 0,
  lastReceiptNumber: 0,
  missing: [],
}

/** The summary after one payment went from `before` (undefined: it is new) to `after`. */
export function countChange(summary: Summary, before: Payment | undefined, after: Payment): Summary {
  const counts = { ...summary.counts }
  if (before) counts[before.state] -= 1
  counts[after.state] += 1
  const counted = {
    ...summary,
    counts,
    waitingUnits: summary.waitingUnits + waitingOf(after) - waitingOf(before),
    waitingRefunds: summary.waitingRefunds + Number(isWaitingRefund(after)) - Number(isWaitingRefund(before)),
  }
  // Receipts of other terminals have numbers of their own.
  return before || after.rescuedFrom !== null ? counted : countReceipt(counted, after.receiptNumber)
}

/** The summary after a fact that changes no payment: only `resumed` says something of its own. */
export const countFact = (summary: Summary, fact: Fact): Summary =>
  fact.type === 'resumed' ? giveOutUpTo(summary, fact.lastReceiptNumber) : summary

function countReceipt(summary: Summary, receiptNumber: number): Summary {
  const { lastReceiptNumber, missing } = giveOutUpTo(summary, receiptNumber)
  return { ...summary, lastReceiptNumber, missing: withoutNumber(missing, receiptNumber) }
}

function giveOutUpTo(summary: Summary, last: number): Summary {
  const { lastReceiptNumber, missing } = summary
  if (last <= lastReceiptNumber) return summary
  const range = { from: lastReceiptNumber + 1, to: last }
  return { ...summary, lastReceiptNumber: last, missing: [...missing, range] }
}

/** Payments that are ours but not final. */
export const waitingCount = ({ counts, waitingRefunds }: Summary): number =>
  PAYMENT_STATES.reduce((sum, state) => sum + (isWaiting(state) ? counts[state] : 0), 0) - waitingRefunds

export const paymentCount = ({ counts }: Summary): number =>
  PAYMENT_STATES.reduce((sum, state) => sum + counts[state], 0)

const waitingOf = (payment: Payment | undefined): bigint =>
  payment && isWaiting(payment.state) && !isRefund(payment) ? payment.authorization.value : 0n

const isWaitingRefund = (payment: Payment | undefined): boolean =>
  payment !== undefined && isRefund(payment) && isWaiting(payment.state)

import type { JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { PaymentState } from '#src/payment/states.ts'
import type { Summary } from '#src/payment/summary.ts'

/** Every payment as it stands after these entries. */
export function replayed(entries: readonly JournalEntry[]): Payment[] {
  const payments = new Map<Hex, Payment>()
  for (const { fact } of entries)
    for (const payment of fold(fact, (id) => payments.get(id))) payments.set(payment.id, payment)
  return [...payments.values()]
}

/** The summary as somebody would count it who has all payments in front of him. */
export function recount(payments: readonly Payment[]): Summary {
  const own = payments.filter(({ rescuedFrom }) => rescuedFrom === null)
  const count = (state: PaymentState) => payments.filter((payment) => payment.state === state).length
  const numbers = new Set(own.map(({ receiptNumber }) => receiptNumber))
  const last = Math.max(0, ...numbers)
  const over = new Set<PaymentState>(['settled', 'parked', 'expired', 'voided', 'cancelled'])
  return {
    counts: {
      accepted: count('accepted'),
      submitted: count('submitted'),
      confirmed: count('confirmed'),
      settled: count('settled'),
      refused: count('refused'),
      parked: count('parked'),
      expired: count('expired'),
      voided: count('voided'),
      cancelled: count('cancelled'),
    },
    waitingUnits: payments
      .filter(({ state, returns }) => !over.has(state) && returns === undefined)
      .reduce((sum, { authorization }) => sum + authorization.value, 0n),
    waitingRefunds: payments.filter(({ state, returns }) => !over.has(state) && returns !== undefined).length,
    lastReceiptNumber: last,
    missing: rangesOf(Array.from({ length: last }, (_, i) => i + 1).filter((number) => !numbers.has(number))),
  }
}

const rangesOf = (numbers: readonly number[]) =>
  numbers
    .filter((number) => !numbers.includes(number - 1))
    .map((from) => ({ from, to: numbers.find((n) => n >= from && !numbers.includes(n + 1)) ?? from }))

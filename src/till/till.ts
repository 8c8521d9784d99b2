import { z } from 'zod'
import type { JournalEntry } from '../journal/entry.ts'
import type { Hex } from '../payment/hex.ts'
import { isRefund, type Payment } from '../payment/record.ts'
import { refundAskSchema } from './refund-ask.ts'
import { type OpenShift, openShiftSchema } from './shift.ts'
import { countReceipt, countVoid, noTotals, type Totals } from './totals.ts'

/** What a journal adds up to besides its payments: the shift, and refunds that wait for the owner. */
export const tillSchema = z.strictObject({
  shift: openShiftSchema.nullable(),
  lastShift: z.int().nonnegative(),
  /** Lines of the journal that hold the latest Z reports, the newest last. */
  reports: z.array(z.int().positive()).readonly(),
  asks: z.array(refundAskSchema).readonly(),
  lastAsk: z.int().nonnegative(),
})
export type Till = z.output<typeof tillSchema>

export const emptyTill: Till = { shift: null, lastShift: 0, reports: [], asks: [], lastAsk: 0 }

/** So many Z reports are found at once: a quarter of a year of three shifts a day. All are in the journal. */
const REPORTS_AT_HAND = 300

/**
 * The till after an entry. `changed`: the payments that the entry changed, as they are after it
 * (`fold`); what is sold outside a shift is in no report.
 */
export function foldTill(till: Till, { fact, at, seq }: JournalEntry, changed: readonly Payment[]): Till {
  switch (fact.type) {
    case 'shift-opened':
      return {
        ...till,
        shift: { ...fact.shift, openedAt: at, totals: noTotals },
        lastShift: fact.shift.number,
      }
    case 'shift-closed':
      return { ...till, shift: null, reports: [...till.reports, seq].slice(-REPORTS_AT_HAND) }
    case 'accepted':
    case 'received':
      return changed.reduce((before, payment) => count(before, payment, countReceipt), till)
    case 'refunded': {
      // The payment of which it gives something back was counted when it was taken.
      const counted = changed
        .filter(isRefund)
        .reduce((before, payment) => count(before, payment, countReceipt), till)
      return fact.ask === undefined ? counted : withoutAsk(counted, fact.ask)
    }
    case 'voided':
      return changed.reduce((before, payment) => count(before, payment, countVoid), till)
    case 'refund-asked':
      return { ...till, asks: [...till.asks, fact.ask], lastAsk: fact.ask.number }
    case 'refund-denied':
      return withoutAsk(till, fact.ask)
    default:
      return till
  }
}

/** What was asked for, and not decided, of this payment. */
export const askedOf = ({ asks }: Till, id: Hex): bigint =>
  asks.reduce((sum, ask) => (ask.returns === id ? sum + ask.units : sum), 0n)

const withoutAsk = (till: Till, number: number): Till => ({
  ...till,
  asks: till.asks.filter((ask) => ask.number !== number),
})

function count(till: Till, payment: Payment, how: (totals: Totals, payment: Payment) => Totals): Till {
  const { shift } = till
  if (!shift) return till
  const counted: OpenShift = { ...shift, totals: how(shift.totals, payment) }
  return { ...till, shift: counted }
}

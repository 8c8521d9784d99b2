import { z } from 'zod'
import type { JournalEntry } from '../journal/entry.ts'
import { unitsSchema } from '../money/units.ts'
import type { Address } from '../payment/address.ts'
import type { Hex } from '../payment/hex.ts'
import { hexSchema, isRefund, type Payment } from '../payment/record.ts'
import type { PaymentState } from '../payment/states.ts'
import { NO_STANDING } from './fare.ts'
import { isPass } from './product.ts'
import type { RideFact } from './ride.ts'

const moment = z.int().nonnegative()

const riderSchema = z.strictObject({
  day: moment,
  paid: unitsSchema,
  transferFrom: moment.nullable(),
  passes: z.array(z.strictObject({ id: hexSchema(32), from: moment, until: moment })).readonly(),
  /** When it rode last, ms since the epoch, and the journal's line of that; null before the first ride. */
  last: z.strictObject({ at: moment, seq: z.int().positive() }).nullable(),
})
/** What the journal says of a card that rides. */
export type Rider = z.output<typeof riderSchema>

export const ridersSchema = z.strictObject({
  riders: z.array(z.tuple([hexSchema(20), riderSchema])).readonly(),
  /** Payments that the chain would not pay, by whose they are. */
  debts: z.array(z.tuple([hexSchema(20), z.array(hexSchema(32)).readonly()])).readonly(),
})
/** Everything that is known of cards, to be kept over a restart. */
export type RidersSnapshot = z.output<typeof ridersSchema>

export const NO_RIDERS: RidersSnapshot = { riders: [], debts: [] }

const NEW_RIDER: Rider = { ...NO_STANDING, passes: [], last: null }

/** The cards of this service day, of the passes that are good, and of whoever owes something. */
export interface Riders {
  /** What a card has done; nothing for one that was not here lately. */
  of(card: Address): Rider
  /** Its payments that the chain would not pay now or ever, oldest first. */
  debtsOf(card: Address): readonly Hex[]
  /** Whoever owes something. */
  debtors(): Address[]
  /** `changed`: the payments that the entry changed, as they are after it (`fold`). */
  take(entry: JournalEntry, changed: readonly Payment[]): void
  snapshot(): RidersSnapshot
}

/** Paid by nobody until they are tried again. What expired can no longer be paid, and bars nobody for ever. */
const OWED: ReadonlySet<PaymentState> = new Set(['refused', 'parked'])

export function createRiders(start: RidersSnapshot): Riders {
  const riders = new Map<Address, Rider>(start.riders)
  const debts = new Map(start.debts.map(([card, ids]) => [card, new Set(ids)]))
  let today = 0

  const of = (card: Address): Rider => riders.get(card) ?? NEW_RIDER

  function ride(card: Address, fact: RideFact, paid: bigint, seq: number): void {
    if (fact.day !== today) forget(fact)
    const before = of(card)
    const paidThen = (before.day === fact.day ? before.paid : 0n) + paid
    // One that the page gave back after damage may come behind later ones.
    if (before.last && fact.at < before.last.at) {
      if (before.day === fact.day) riders.set(card, { ...before, paid: paidThen })
      return
    }
    const transferFrom = transferAfter(before, fact)
    riders.set(card, { ...before, day: fact.day, paid: paidThen, transferFrom, last: { at: fact.at, seq } })
  }

  /** At the first ride of a day: whatever can no longer matter. */
  function forget({ day, at }: RideFact): void {
    today = day
    for (const [card, rider] of riders) {
      const passes = rider.passes.filter(({ until }) => until > at)
      const isRecent = rider.last !== null && Math.abs(at - rider.last.at) < KEPT_MS
      if (passes.length === 0 && !isRecent) riders.delete(card)
      else riders.set(card, { ...rider, passes })
    }
  }

  function own(payment: Payment, seq: number): void {
    const { ride: fact, ticket, order, id, authorization } = payment
    const card = authorization.from
    if (fact) ride(card, fact, order?.total ?? authorization.value, seq)
    if (!ticket || !isPass(ticket.kind)) return
    const rider = of(card)
    const pass = { id, from: ticket.from, until: ticket.until }
    riders.set(card, { ...rider, passes: [...rider.passes, pass] })
  }

  function takePassBack(card: Address, id: Hex): void {
    const rider = riders.get(card)
    if (rider) riders.set(card, { ...rider, passes: rider.passes.filter((pass) => pass.id !== id) })
  }

  function owe(payment: Payment): void {
    const card = payment.authorization.from
    const owed = debts.get(card)
    if (OWED.has(payment.state) && !isRefund(payment)) {
      if (owed) owed.add(payment.id)
      else debts.set(card, new Set([payment.id]))
    } else if (owed?.delete(payment.id) && owed.size === 0) debts.delete(card)
  }

  return {
    of,
    debtsOf: (card) => [...(debts.get(card) ?? [])],
    debtors: () => [...debts.keys()],
    take({ fact, seq }, changed) {
      if (fact.type === 'ridden') ride(fact.card, fact.ride, 0n, seq)
      if (fact.type === 'refunded') takePassBack(fact.refund.authorization.to, fact.refund.returns)
      for (const payment of changed) {
        if (fact.type === 'accepted' || fact.type === 'received') own(payment, seq)
        if (fact.type === 'voided') takePassBack(payment.authorization.from, payment.id)
        owe(payment)
      }
    },
    snapshot: () => ({
      riders: [...riders],
      debts: [...debts].map(([card, ids]): [Address, Hex[]] => [card, [...ids]]),
    }),
  }
}

/** A cap holds for a day, and a transfer for four hours at most (config/station.ts). */
const KEPT_MS = 30 * 3_600_000

/** A paid ride opens the window, the transfer closes it, and a pass leaves it as it is. */
function transferAfter(before: Rider, { reason, at }: RideFact): number | null {
  if (reason === 'pass') return before.transferFrom
  return reason === 'transfer' ? null : at
}

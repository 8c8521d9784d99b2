import { type Batches, createBatches } from '#main/ledger/batches.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Address } from '#src/payment/address.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'

/** Whose a payment is: what a repeat must agree with. */
export interface Whose {
  /** As terminalText says it. */
  readonly terminal: string
  readonly payer: Address
}

/** What the entries of a lane add up to. Memory holds what is open; of what is over, its id and whose it was. */
export interface LaneState {
  find(id: Hex): Payment | undefined
  /** Those that are not over, in the order in which they came. */
  open(): IterableIterator<Payment>
  /** Of a payment that came, open or over; the oldest of those that are over are forgotten. */
  whose(id: Hex): Whose | undefined
  /** Its terminal has taken it back before it came. */
  isRecalled(id: Hex, terminal: string): boolean
  onTheirWay(): Payment[]
  readonly batches: Pick<Batches, 'find' | 'all'>
  /** The payments that the entry changes, as they are after it; none that it would not change are written. */
  take(entry: JournalEntry): Payment[]
  /** What the chain has refused for so long that it is better left to its terminal. `now`: ms since the epoch. */
  hopeless(now: number): Payment[]
  /** Forgets what was taken back, when nobody will ask about it any more. `now`: ms since the epoch. */
  forget(now: number): void
  /** The sequence of the oldest entry that is needed to add up to the same; undefined when none is. */
  oldest(): number | undefined
}

/** So many payments that are over stay known. One that comes again after that is found on the chain. */
const REMEMBERED = 100_000
/** So long a payment that was taken back may come again, and a recall waits for its payment. */
const GRACE_MS = 24 * 3_600_000
/** So long a refused payment is tried here. Its terminal was told, and has it until it ends: the lane would grow for it. */
const TRIED_MS = 3_600_000

const OVER: ReadonlySet<Payment['state']> = new Set(['settled', 'expired', 'cancelled'])
const HOPELESS: ReadonlySet<Payment['state']> = new Set(['refused', 'parked'])
const MAY_END_BATCHES: ReadonlySet<Fact['type']> = new Set(['settled', 'returned', 'expired'])

export const RECALLED = 'recalled'
/** A note that a payment was taken back which never came. */
export const recalledFact = (id: Hex, terminal: string): Fact => ({
  type: 'noted',
  what: RECALLED,
  by: null,
  detail: `${id} ${terminal}`,
})

interface Held {
  readonly payment: Payment
  /** The entry with which it came, and when that was, ms since the epoch. */
  readonly seq: number
  readonly since: number
  /** When it last changed. */
  readonly at: number
}

export function createLaneState(): LaneState {
  const payments = new Map<Hex, Held>()
  const over = new Map<Hex, Whose>()
  const recalls = new Map<string, { readonly seq: number; readonly at: number }>()
  const moving = new Set<Hex>()
  const batches = createBatches<number>()

  const find = (id: Hex) => payments.get(id)?.payment

  function end(payment: Payment): void {
    payments.delete(payment.id)
    moving.delete(payment.id)
    over.set(payment.id, whoseOf(payment))
    for (const id of over.keys()) {
      if (over.size <= REMEMBERED) break
      over.delete(id)
    }
  }

  function put(payment: Payment, seq: number, at: number): void {
    const { id, state } = payment
    if (OVER.has(state)) {
      end(payment)
      return
    }
    const first = payments.get(id) ?? { seq, since: at }
    payments.set(id, { payment, seq: first.seq, since: first.since, at })
    if (state === 'submitted' || state === 'confirmed') moving.add(id)
    else moving.delete(id)
  }

  const onTheirWay = () => [...moving].flatMap((id) => find(id) ?? [])

  return {
    find,
    *open() {
      for (const { payment } of payments.values()) yield payment
    },
    whose(id) {
      const payment = find(id)
      return payment ? whoseOf(payment) : over.get(id)
    },
    isRecalled: (id, terminal) => recalls.has(`${id} ${terminal}`),
    onTheirWay,
    batches,
    take({ seq, at, fact }) {
      if (fact.type === 'noted' && fact.what === RECALLED && fact.detail)
        recalls.set(fact.detail, { seq, at })
      if (fact.type === 'submitted') batches.add(fact.batch, seq)
      const changed = fold(fact, find)
      for (const payment of changed) put(payment, seq, at)
      if (MAY_END_BATCHES.has(fact.type)) batches.forgetDone(onTheirWay(), [])
      return changed
    },
    hopeless: (now) =>
      [...payments.values()].flatMap(({ payment, since }) =>
        HOPELESS.has(payment.state) && since + TRIED_MS < now ? payment : [],
      ),
    forget(now) {
      for (const [id, { payment, at }] of payments)
        if (payment.state === 'voided' && at + GRACE_MS < now) payments.delete(id)
      for (const [key, { at }] of recalls) if (at + GRACE_MS < now) recalls.delete(key)
    },
    oldest() {
      const needed = [...payments.values(), ...recalls.values()].map(({ seq }) => seq)
      const all = [...needed, ...batches.places()]
      return all.length === 0 ? undefined : all.reduce((a, b) => Math.min(a, b))
    },
  }
}

const whoseOf = ({ rescuedFrom, authorization }: Payment): Whose => ({
  terminal: rescuedFrom ?? '',
  payer: authorization.from,
})

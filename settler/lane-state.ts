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
  /** Forgets what nobody can pay or will ask about any more. `now`: unix seconds. */
  forget(now: number): void
  /** The sequence of the oldest entry that is needed to add up to the same; undefined when none is. */
  oldest(): number | undefined
}

/** So many payments that are over stay known. One that comes again after that is found on the chain. */
const REMEMBERED = 100_000
/** So long after its end nothing comes of a payment any more, and a recall waits for its payment. */
const GRACE_SECONDS = 24 * 3600

const OVER: ReadonlySet<Payment['state']> = new Set(['settled', 'expired', 'cancelled'])
const MAY_END_BATCHES: ReadonlySet<Fact['type']> = new Set(['settled', 'returned', 'expired'])

export const RECALLED = 'recalled'
/** A note that a payment was taken back which never came. */
export const recalledFact = (id: Hex, terminal: string): Fact => ({
  type: 'noted',
  what: RECALLED,
  by: null,
  detail: `${id} ${terminal}`,
})

export function createLaneState(): LaneState {
  const payments = new Map<Hex, { readonly payment: Payment; readonly seq: number }>()
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

  function put(payment: Payment, seq: number): void {
    const { id, state } = payment
    if (OVER.has(state)) {
      end(payment)
      return
    }
    payments.set(id, { payment, seq: payments.get(id)?.seq ?? seq })
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
      for (const payment of changed) put(payment, seq)
      if (MAY_END_BATCHES.has(fact.type)) batches.forgetDone(onTheirWay(), [])
      return changed
    },
    forget(now) {
      for (const { payment } of payments.values())
        if (isStill(payment) && payment.authorization.validBefore + GRACE_SECONDS < now) end(payment)
      for (const [key, { at }] of recalls) if (at / 1000 + GRACE_SECONDS < now) recalls.delete(key)
    },
    oldest() {
      const needed = [...payments.values(), ...recalls.values()].map(({ seq }) => seq)
      const all = [...needed, ...batches.places()]
      return all.length === 0 ? undefined : all.reduce((a, b) => Math.min(a, b))
    },
  }
}

const isStill = ({ state }: Payment): boolean => state === 'parked' || state === 'voided'

const whoseOf = ({ rescuedFrom, authorization }: Payment): Whose => ({
  terminal: rescuedFrom ?? '',
  payer: authorization.from,
})

import { type Batches, createBatches } from '#main/ledger/batches.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Address } from '#src/payment/address.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { readTakenBack, type TakenBack } from './taken-back.ts'

/** Whose a payment is: what a repeat must agree with. */
export interface Whose {
  /** As terminalText says it. */
  readonly terminal: string
  readonly payer: Address
}

/** What the entries of a lane add up to. Memory holds what is open; of what is over, its id and whose it was. */
export interface LaneState {
  find(id: Hex): Payment | undefined
  /** Those that are not over, in the order in which they came. None that was let go. */
  open(): IterableIterator<Payment>
  /** Of a payment that came, open, let go or over; the oldest of those that are over are forgotten. */
  whose(id: Hex): Whose | undefined
  /** It was taken back: its terminal has recalled it before it came, or the lane has let it go. */
  isRecalled(id: Hex, terminal: string): boolean
  /** It came, and the lane has let it go for good. */
  isLetGo(id: Hex): boolean
  onTheirWay(): Payment[]
  readonly batches: Pick<Batches, 'find' | 'all'>
  /** The payments that the entry changes, as they are after it; none that it would not change are written. */
  take(entry: JournalEntry): Payment[]
  /** What the chain has refused for so long that it is better left to its terminal. `now`: ms since the epoch. */
  hopeless(now: number): Payment[]
  /** Forgets what was taken back, when nobody will ask about it any more. `now`: ms since the epoch. */
  forget(now: number): void
  /** What was taken back and is not forgotten: with notes of it, no entry before them is needed for it. */
  takenBack(): TakenBack[]
  /** The sequence of the oldest entry that is needed to add up to the same; undefined when none is. */
  oldest(): number | undefined
  /** The same, but for what was taken back. */
  oldestOpen(): number | undefined
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

interface Held {
  readonly payment: Payment
  /** The entry with which it came, and when that was, ms since the epoch. */
  readonly seq: number
  readonly since: number
}

interface Noted extends TakenBack {
  readonly seq: number
}

const keyOf = (id: Hex, terminal: string): string => `${id} ${terminal}`

export function createLaneState(): LaneState {
  const payments = new Map<Hex, Held>()
  const over = new Map<Hex, Whose>()
  /** By id and terminal: a recall of what never came is one terminal's word. */
  const recalls = new Map<string, Noted>()
  const letGo = new Map<Hex, Noted & Required<TakenBack>>()
  const moving = new Set<Hex>()
  const batches = createBatches<number>()

  const find = (id: Hex) => payments.get(id)?.payment

  function forgetPayment(id: Hex): void {
    payments.delete(id)
    moving.delete(id)
  }

  function end(payment: Payment): void {
    forgetPayment(payment.id)
    over.set(payment.id, whoseOf(payment))
    for (const id of over.keys()) {
      if (over.size <= REMEMBERED) break
      over.delete(id)
    }
  }

  function put(payment: Payment, seq: number, at: number): void {
    const { id, state } = payment
    const first = payments.get(id) ?? { seq, since: at }
    if (OVER.has(state)) end(payment)
    else if (state === 'voided') {
      forgetPayment(id)
      putBack(first.seq, { id, ...whoseOf(payment), at })
    } else {
      payments.set(id, { payment, seq: first.seq, since: first.since })
      if (state === 'submitted' || state === 'confirmed') moving.add(id)
      else moving.delete(id)
    }
  }

  function putBack(seq: number, back: TakenBack): void {
    const { id, terminal, payer } = back
    if (payer === undefined) recalls.set(keyOf(id, terminal), { ...back, seq })
    else letGo.set(id, { ...back, payer, seq })
  }

  const openSeqs = () => [...[...payments.values()].map(({ seq }) => seq), ...batches.places()]
  const backSeqs = () => [...recalls.values(), ...letGo.values()].map(({ seq }) => seq)

  const onTheirWay = () => [...moving].flatMap((id) => find(id) ?? [])

  return {
    find,
    *open() {
      for (const { payment } of payments.values()) yield payment
    },
    whose(id) {
      const payment = find(id)
      return payment ? whoseOf(payment) : (letGo.get(id) ?? over.get(id))
    },
    isRecalled: (id, terminal) => recalls.has(keyOf(id, terminal)) || letGo.get(id)?.terminal === terminal,
    isLetGo: (id) => letGo.has(id),
    onTheirWay,
    batches,
    take(entry) {
      const { seq, at, fact } = entry
      const back = readTakenBack(entry)
      if (back) putBack(seq, back)
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
      const isPast = ({ at }: { readonly at: number }) => at + GRACE_MS < now
      for (const [key, back] of recalls) if (isPast(back)) recalls.delete(key)
      for (const [id, back] of letGo) if (isPast(back)) letGo.delete(id)
    },
    takenBack: () => [...recalls.values(), ...letGo.values()],
    oldest: () => lowest([...openSeqs(), ...backSeqs()]),
    oldestOpen: () => lowest(openSeqs()),
  }
}

const lowest = (seqs: readonly number[]): number | undefined =>
  seqs.length === 0 ? undefined : seqs.reduce((a, b) => Math.min(a, b))

const whoseOf = ({ rescuedFrom, authorization }: Payment): Whose => ({
  terminal: rescuedFrom ?? '',
  payer: authorization.from,
})

import { z } from 'zod'
import type { Fact, JournalEntry } from '../journal/entry.ts'
import { unitsSchema } from '../money/units.ts'
import type { Address } from '../payment/address.ts'
import type { Hex } from '../payment/hex.ts'
import { hexSchema, isRefund, isSigned, type Payment } from '../payment/record.ts'
import { isDue, isPaid } from '../payment/states.ts'

export const HOUR_MS = 3_600_000
/** The longest window that payments are remembered for. */
export const LONGEST_WINDOW_HOURS = 72

const count = z.int().nonnegative()
const moment = z.int().nonnegative()

const trackSchema = z.strictObject({
  /** Offline payments by hour since the epoch: hour, units, how many. */
  hours: z.array(z.tuple([moment, unitsSchema, count])).readonly(),
  /** Offline payments since the chain paid one of this card's. */
  consecutive: count,
  /** Waiting and in no transaction; waiting in one that may have landed. In units. */
  due: unitsSchema,
  moving: unitsSchema,
  /** Payments that the chain has paid. */
  paid: count,
})
/** What the journal says of one card that pays. */
export type CardTrack = z.output<typeof trackSchema>

export const exposureSchema = z.strictObject({
  /** The one that was heard of last comes last. */
  cards: z.array(z.tuple([hexSchema(20), trackSchema])).readonly(),
  units: unitsSchema,
  count,
  since: moment.nullable(),
  clockFloor: moment,
})
/** Everything that decisions need to know of the past, to be kept over a restart. */
export type ExposureSnapshot = z.output<typeof exposureSchema>

export const NO_EXPOSURE: ExposureSnapshot = { cards: [], units: 0n, count: 0, since: null, clockFloor: 0 }

const NEW_CARD: CardTrack = { hours: [], consecutive: 0, due: 0n, moving: 0n, paid: 0 }

/** What was taken offline and is not paid yet, by card and in all. */
export interface Exposure {
  of(card: Address): CardTrack
  /** Payments of this terminal that nobody saw the money of; `since` as in the policy. */
  total(): { readonly units: bigint; readonly count: number; readonly since: number | null }
  /** No clock that is right says less, ms since the epoch. */
  clockFloor(): number
  /** `changed`: the payments that the entry changed, as they are after it; `before`: as they were. */
  take(entry: JournalEntry, changed: readonly Payment[], before: (id: Hex) => Payment | undefined): void
  snapshot(): ExposureSnapshot
}

/** What nobody writes who has not heard of the chain. */
const FROM_CHAIN: ReadonlySet<Fact['type']> = new Set([
  'received',
  'submitted',
  'confirmed',
  'settled',
  'reorganised',
  'returned',
  'refused',
  'expired',
  'cancelled',
])

/** The fact `noted` that says what the network's time is; its detail is in Unix seconds. */
export const CLOCK_SET = 'clock-set'

/** Cards that are remembered though nothing of theirs is open. */
const IDLE_CARDS = 20_000
/** By lines and not by time or size, so that every replay of a journal forgets at the same lines. */
const SWEEP_LINES = 10_000

export function createExposure(start: ExposureSnapshot): Exposure {
  const cards = new Map<Address, CardTrack>(start.cards)
  let { units, count: payments, since, clockFloor } = start

  const of = (card: Address): CardTrack => cards.get(card) ?? NEW_CARD

  function move(was: Payment | undefined, is: Payment): void {
    if (isRefund(is) || !isSigned(is)) return
    const { from, value } = is.authorization
    const track = of(from)
    const isOwn = is.rescuedFrom === null
    if (isOwn && !is.online) {
      const change = Number(isOpen(is)) - Number(isOpen(was))
      payments += change
      units += BigInt(change) * value
    }
    if (isOwn && !was && !is.online) since = Math.min(since ?? is.acceptedAt, is.acceptedAt)
    if (!was && is.online) since = null
    const paid = Number(isPaid(is.state)) - Number(was !== undefined && isPaid(was.state))
    const isSeen = paid > 0 || (!was && is.online)
    const isOffline = isOwn && !was && !is.online
    // The one that was heard of last comes last.
    cards.delete(from)
    cards.set(from, {
      hours: isOffline ? withPayment(track.hours, is) : track.hours,
      consecutive: isSeen ? 0 : track.consecutive + Number(isOffline),
      due: track.due + part(is, isDueNow) - part(was, isDueNow),
      moving: track.moving + part(is, isMoving) - part(was, isMoving),
      paid: track.paid + paid,
    })
  }

  function sweep(at: number): void {
    const oldest = Math.floor(at / HOUR_MS) - LONGEST_WINDOW_HOURS
    const idle: Address[] = []
    for (const [card, track] of cards) {
      const hours = track.hours.filter(([hour]) => hour >= oldest)
      // In its place: this is no news of the card.
      if (hours.length < track.hours.length) cards.set(card, { ...track, hours })
      if (hours.length === 0 && track.due + track.moving === 0n) idle.push(card)
    }
    for (const card of idle.slice(0, Math.max(0, idle.length - IDLE_CARDS))) cards.delete(card)
  }

  return {
    of,
    total: () => ({ units, count: payments, since }),
    clockFloor: () => clockFloor,
    take({ fact, at, seq }, changed, before) {
      clockFloor = floorAfter(clockFloor, fact, at)
      if (FROM_CHAIN.has(fact.type)) since = null
      for (const payment of changed) move(before(payment.id), payment)
      if (payments === 0) since = null
      if (seq % SWEEP_LINES === 0) sweep(at)
    },
    snapshot: () => ({ cards: [...cards], units, count: payments, since, clockFloor }),
  }
}

/** The payments of so many hours before `at`, the hour in which they begin included; and what is of the future. */
export function withinWindow(
  { hours }: CardTrack,
  at: number,
  windowHours: number,
): { readonly sum: bigint; readonly count: number } {
  const first = Math.floor(at / HOUR_MS) - windowHours
  const inside = hours.filter(([hour]) => hour >= first)
  return {
    sum: inside.reduce((sum, [, units]) => sum + units, 0n),
    count: inside.reduce((sum, [, , n]) => sum + n, 0),
  }
}

function withPayment(hours: CardTrack['hours'], { acceptedAt, authorization }: Payment): CardTrack['hours'] {
  const hour = Math.floor(acceptedAt / HOUR_MS)
  const [, units, n] = hours.find(([each]) => each === hour) ?? [hour, 0n, 0]
  return [...hours.filter(([each]) => each !== hour), [hour, units + authorization.value, n + 1]]
}

const isDueNow = ({ state }: Payment): boolean => isDue(state)
const isMoving = ({ state }: Payment): boolean => state === 'submitted'
const isOpen = (payment: Payment | undefined): boolean =>
  payment !== undefined && (isDueNow(payment) || isMoving(payment))

const part = (payment: Payment | undefined, counts: (payment: Payment) => boolean): bigint =>
  payment && counts(payment) ? payment.authorization.value : 0n

function floorAfter(floor: number, fact: Fact, at: number): number {
  if (fact.type !== 'noted' || fact.what !== CLOCK_SET) return Math.max(floor, at)
  const seconds = Number(fact.detail)
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1000 : floor
}

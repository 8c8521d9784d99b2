import { coveredUntil } from './pass.ts'
import { type DayRules, serviceDayOf } from './service-day.ts'

/** Why a ride costs what it does. */
export const RIDE_REASONS = ['fare', 'capped', 'transfer', 'pass'] as const
export type RideReason = (typeof RIDE_REASONS)[number]

/** In smallest units of the station's currency. */
export interface FareRules {
  readonly fare: bigint
  readonly cap: bigint | null
  readonly transferMinutes: number | null
  readonly day: DayRules
}

/** What is known of a card, whatever the time is now. */
export interface Standing {
  /** Start of the service day of its last ride, ms since the epoch, and what it paid in that day. */
  readonly day: number
  readonly paid: bigint
  /** When it last rode for its fare or at its cap and has not changed trains since; null when never. */
  readonly transferFrom: number | null
  /** Its passes, each from its first moment until before its last. */
  readonly passes: readonly Span[]
}

export interface Span {
  readonly from: number
  readonly until: number
}

export const NO_STANDING: Standing = { day: 0, paid: 0n, transferFrom: null, passes: [] }

export interface Fare {
  readonly reason: RideReason
  readonly amount: bigint
  /** Left until the cap once this is paid; null without a cap. */
  readonly untilCap: bigint | null
  /** When the pass ends, or the time in which the next ride is free; null for neither. */
  readonly goodUntil: number | null
  /** Start of the service day in which it counts. */
  readonly day: number
}

const MINUTE_MS = 60_000

/**
 * What a ride costs now. A pass comes first; then a transfer, one for each ride that was not one
 * itself, so that a card handed back over the gate lets one more person in and not a whole group;
 * then the fare, or what is left of it under the cap of the service day.
 */
export function fareOf(rules: FareRules, standing: Standing, at: number): Fare {
  const day = serviceDayOf(at, rules.day).start
  const paid = standing.day === day ? standing.paid : 0n
  const free = (reason: RideReason, goodUntil: number | null): Fare => ({
    ...{ reason, amount: 0n, goodUntil, day },
    untilCap: leftOf(rules, paid),
  })
  const pass = coveredUntil(standing.passes, at)
  if (pass !== null) return free('pass', pass)
  const transfer = transferOf(rules, standing.transferFrom)
  if (transfer && transfer.from <= at && at < transfer.until) return free('transfer', transfer.until)
  const amount = least(rules.fare, leftOf(rules, paid) ?? rules.fare)
  return {
    reason: amount < rules.fare ? 'capped' : 'fare',
    amount,
    untilCap: leftOf(rules, paid + amount),
    goodUntil: transferOf(rules, at)?.until ?? null,
    day,
  }
}

/** A lowered cap leaves nothing, and takes nothing back. */
const leftOf = ({ cap }: FareRules, paid: bigint): bigint | null =>
  cap === null ? null : paid < cap ? cap - paid : 0n

const transferOf = ({ transferMinutes }: FareRules, from: number | null): Span | null =>
  transferMinutes === null || from === null ? null : { from, until: from + transferMinutes * MINUTE_MS }

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

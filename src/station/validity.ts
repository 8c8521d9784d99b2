import type { Span } from './fare.ts'
import { lastsDays, type ProductKind } from './product.ts'
import { type DayRules, serviceDayOf } from './service-day.ts'

export interface Sold {
  readonly kind: ProductKind
  /** Of a single or return ticket; null: until the service day ends. */
  readonly hours: number | null
  /** Of a period pass or a top-up, in service days. */
  readonly days: number | null
}

const HOUR_MS = 3_600_000

/**
 * How long something is good that is bought now. A period pass or a top-up bought before the card's
 * last pass has run out begins where that one ends.
 */
export function validityOf(
  { kind, hours, days }: Sold,
  { at, passUntil, day }: { readonly at: number; readonly passUntil: number | null; readonly day: DayRules },
): Span {
  if (lastsDays(kind)) {
    const from = passUntil !== null && passUntil > at ? passUntil : at
    return { from, until: endOfDays(from, days ?? 1, day) }
  }
  const end = serviceDayOf(at, day).end
  return { from: at, until: kind === 'day-pass' || hours === null ? end : at + hours * HOUR_MS }
}

/** The end of so many service days, that of `from` counted. */
function endOfDays(from: number, days: number, rules: DayRules): number {
  let { end } = serviceDayOf(from, rules)
  for (let n = 1; n < days; n += 1) end = serviceDayOf(end, rules).end
  return end
}

/** When a station's day begins: not at midnight, as the last trains run behind it. */
export interface DayRules {
  /** Minutes after midnight on the station's own clock. */
  readonly startMinutes: number
  /** Minutes by which that clock is ahead of UTC at a moment, ms since the epoch. */
  readonly utcOffset: (at: number) => number
}

/** Ms since the epoch; `start` is in it, `end` is the next one's. */
export interface ServiceDay {
  readonly start: number
  readonly end: number
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** The service day of a moment; one on which clocks are changed is an hour longer or shorter. */
export function serviceDayOf(at: number, rules: DayRules): ServiceDay {
  const day = Math.floor((at + rules.utcOffset(at) * MINUTE_MS - rules.startMinutes * MINUTE_MS) / DAY_MS)
  const start = startOf(day, rules)
  // Where clocks change between midnight and the start, the offset of `at` may name a neighbour.
  if (at < start) return { start: startOf(day - 1, rules), end: start }
  const end = startOf(day + 1, rules)
  return at < end ? { start, end } : { start: end, end: startOf(day + 2, rules) }
}

/** The moment at which the clock shows the start of the day of that number since 1970. */
function startOf(day: number, { startMinutes, utcOffset }: DayRules): number {
  const shown = day * DAY_MS + startMinutes * MINUTE_MS
  const guess = shown - utcOffset(shown) * MINUTE_MS
  return shown - utcOffset(guess) * MINUTE_MS
}

/** "04:00" in minutes. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

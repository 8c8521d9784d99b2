const MINUTE_MS = 60_000

/** Taps of the last minute; times in ms since the epoch, oldest first. */
export const withinMinute = (taps: readonly number[], now: number): readonly number[] =>
  taps.filter((at) => now - at < MINUTE_MS)

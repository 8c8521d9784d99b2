const FIRST_MS = 30_000
const LONGEST_MS = 3_600_000

/** How long a payment rests after its nth refusal: half a minute, doubled each time, an hour at most. */
export const retryDelayMs = (refusals: number): number =>
  Math.min(FIRST_MS * 2 ** Math.min(refusals - 1, 20), LONGEST_MS)

/** How long today's taps took main: from the card's last byte to the payment on disk. */
export interface TapTimes {
  note(ms: number): void
  /** Null before the first of the day. */
  p95(): number | null
}

/** A station's busiest day; of more, the latest count. */
const KEPT = 5000

export function createTapTimes(now: () => number): TapTimes {
  let day = ''
  let times: number[] = []

  function ofToday(): number[] {
    const today = new Date(now()).toDateString()
    if (today !== day) times = []
    day = today
    return times
  }

  return {
    note(ms) {
      const today = ofToday()
      today.push(ms)
      if (today.length > KEPT) today.shift()
    },
    p95() {
      const sorted = ofToday().toSorted((a, b) => a - b)
      // Nearest rank: the smallest time that 95 of 100 taps did not exceed.
      return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null
    },
  }
}

/** How all stood at one moment of a run. */
export interface Sample {
  /** Seconds since the first sale. */
  readonly at: number
  /** Payments promised, stored by the broker, and settled in their terminals' journals; all since the start. */
  readonly sold: number
  readonly up: number
  readonly settled: number
  /** Messages in the stream of journals; undefined while the broker is away. */
  readonly entries: number | undefined
  readonly connected: number
  /** A trouble goes on. */
  readonly isTroubled: boolean
  /** Resident MB. */
  readonly memory: {
    readonly settlers: readonly number[]
    readonly broker: number
    readonly terminals: number
  }
}

export interface Rates {
  /** Payments a second that the stream took, and that were settled. */
  readonly upPerSecond: number
  readonly settledPerSecond: number
  readonly entriesPerSecond: number
}

/** From one sample to another. */
export function ratesBetween(from: Sample | undefined, to: Sample | undefined): Rates {
  const seconds = from && to ? to.at - from.at : 0
  if (!from || !to || seconds <= 0) return { upPerSecond: 0, settledPerSecond: 0, entriesPerSecond: 0 }
  const rate = (a: number, b: number) => round((b - a) / seconds)
  return {
    upPerSecond: rate(from.up, to.up),
    settledPerSecond: rate(from.settled, to.settled),
    entriesPerSecond: rate(from.entries ?? 0, to.entries ?? from.entries ?? 0),
  }
}

/** The best that a minute, or so many seconds, saw of each. */
export function bestOf(samples: readonly Sample[], seconds: number): Rates {
  const best = { upPerSecond: 0, settledPerSecond: 0, entriesPerSecond: 0 }
  for (const from of samples) {
    if (from.entries === undefined) continue
    const to = samples.find(({ at, entries }) => at - from.at >= seconds && entries !== undefined)
    if (!to) continue
    const rates = ratesBetween(from, to)
    best.upPerSecond = Math.max(best.upPerSecond, rates.upPerSecond)
    best.settledPerSecond = Math.max(best.settledPerSecond, rates.settledPerSecond)
    best.entriesPerSecond = Math.max(best.entriesPerSecond, rates.entriesPerSecond)
  }
  return best
}

/** The value below which so large a share of the sorted numbers lies; 0 of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
}

const round = (value: number): number => Math.round(value * 10) / 10

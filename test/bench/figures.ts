/** Milliseconds over n samples. */
export interface Timing {
  readonly p50: number
  readonly p95: number
  readonly n: number
}

/** Nearest-rank percentiles, to a hundredth. */
export function timing(samples: readonly number[]): Timing {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { p50: round(at(0.5)), p95: round(at(0.95)), n: sorted.length }
}

export const round = (ms: number): number => Math.round(ms * 100) / 100

/** A figure beside the one it is measured against, and whether it keeps within the limit. */
export interface Comparison {
  readonly empty: Timing
  readonly full: Timing
  /** Of the medians. */
  readonly ratio: number
  readonly atMost: number
  readonly meets: boolean
}

export function compare(empty: readonly number[], full: readonly number[], atMost: number): Comparison {
  const [one, other] = [timing(empty), timing(full)]
  const ratio = round(other.p50 / one.p50)
  return { empty: one, full: other, ratio, atMost, meets: ratio <= atMost }
}

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

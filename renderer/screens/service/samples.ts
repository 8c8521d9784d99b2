/** What a plot draws, oldest first. */
export interface Samples {
  readonly waiting: readonly number[]
  readonly tapMs: readonly number[]
}

export const noSamples: Samples = { waiting: [], tapMs: [] }

/** Ten minutes at one every two seconds; older ones fall off. */
const KEPT = 300

export const sampled = (samples: Samples, waiting: number, tapMs: number | null): Samples => ({
  waiting: [...samples.waiting, waiting].slice(-KEPT),
  tapMs: tapMs === null ? samples.tapMs : [...samples.tapMs, tapMs].slice(-KEPT),
})

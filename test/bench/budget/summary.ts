import { type Timing, timing } from '../figures.ts'
import type { Parts } from './account.ts'
import { STAGES, type Stage, type Tap } from './measure.ts'

/** Milliseconds of the driver's own that a tap may take. */
const LIMIT_MS = 10

/** Of fewer taps the p95 is the slowest one, and says more of the machine than of the driver. */
const ENOUGH = 40

export interface Budget {
  readonly whole: Timing
  /** By the clock, from one stage's end to the next one's. */
  readonly stages: Readonly<Record<Stage, Timing>>
  /** What the whole is made of. `transfer`: the line, as long as the card is not at work meanwhile. */
  readonly of: Readonly<Record<'card' | 'transfer' | 'search', Timing>>
  /** What is neither card, line nor search: by stage, and of the whole. */
  readonly rest: Readonly<Record<Stage | 'whole', Timing>>
  /** The same of a tap without its driver. */
  readonly restWithoutDriver: Timing
  /** `rest` of each tap without the median of `restWithoutDriver`, whose spread it keeps. */
  readonly driverShare: Timing
  readonly limit: string
  /**
   * Null: not known. The taps are too few for a p95, or the machine was so busy that taps without a driver
   * differ by more than the limit.
   */
  readonly meets: boolean | null
}

export function summarise(taps: readonly Tap[]): Budget {
  const whole = (pick: (parts: Parts) => number) =>
    taps.map(({ stages }) => STAGES.reduce((sum, stage) => sum + pick(stages[stage]), 0))
  const byStage = (pick: (parts: Parts) => number) => {
    const of = (stage: Stage) => timing(taps.map(({ stages }) => pick(stages[stage])))
    return { poll: of('poll'), select: of('select'), sign: of('sign'), verify: of('verify') }
  }
  const restWithoutDriver = timing(taps.flatMap(({ withoutDriver }) => withoutDriver ?? []))
  const rests = whole(({ rest }) => rest)
  const driverShare = timing(rests.map((rest) => rest - restWithoutDriver.p50))
  const isQuiet = restWithoutDriver.p95 - restWithoutDriver.p50 <= LIMIT_MS
  return {
    whole: timing(whole(length)),
    stages: byStage(length),
    of: {
      card: timing(whole(({ card }) => card)),
      transfer: timing(whole(({ line }) => line)),
      search: timing(whole(({ search }) => search)),
    },
    rest: { ...byStage(({ rest }) => rest), whole: timing(rests) },
    restWithoutDriver,
    driverShare,
    limit: `p95 <= ${LIMIT_MS} ms`,
    meets: isQuiet && taps.length >= ENOUGH ? driverShare.p95 <= LIMIT_MS : null,
  }
}

const length = ({ card, line, search, rest }: Parts): number => card + line + search + rest

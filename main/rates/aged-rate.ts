import type { PricesConfig } from '#src/config/prices.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { RateState } from '#src/ipc/till.ts'
import type { Rate } from '#src/order/order.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { isPlausible } from './plausible.ts'
import { type KeptRate, readRateFile, writeRateFile } from './rate-file.ts'
import { isSameRate, type RateFault } from './same-rate.ts'

/** The newest rate of a source, whose age counts: kept over a restart, warned of, and refused in the end. */
export interface AgedRate {
  kept(): KeptRate | null
  state(): RateState
  check(asked: Rate): Result<undefined, RateFault>
  /** False where it is too far from the last one to be true: that stays. Resolves when it is on disk. */
  take(newer: KeptRate): Promise<boolean>
  /** Why the newest at the source does not count; null when it does. */
  settle(fault: ErrorCode | null): void
  /** Resolves when nothing is being written any more. */
  stop(): Promise<void>
}

export interface AgedRateParts {
  readonly prices: Pick<PricesConfig, 'warnAfterMinutes' | 'refuseAfterMinutes'>
  /** Where the last rate is kept over a restart. */
  readonly path: string
  /** What it is the rate of and where it is from. */
  readonly of: string
  readonly clock: Clock
  readonly onState: (state: RateState) => void
  readonly log: (message: string) => void
}

const MINUTE_MS = 60_000
/** An order may be made by a rate that was replaced no longer ago than this. */
const GRACE_MS = 5 * MINUTE_MS

export async function openAgedRate(parts: AgedRateParts): Promise<AgedRate> {
  const { prices, path, of, clock, onState, log } = parts
  let kept = await readRateFile(path, of)
  let previous: { readonly rate: Rate; readonly replacedAt: number } | undefined
  let fault: ErrorCode | null = null
  let told: string | undefined
  let isStopped = false
  let writing = Promise.resolve()
  let cancelAgeing = () => {}

  /** A clock that was set back makes a rate from the future no fresher. */
  const ageOf = ({ at }: Rate): number => Math.abs(clock.now() - at)

  function state(): RateState {
    if (kept === null) return { rate: null, age: 'unknown', fault }
    const { rate } = kept
    const minutes = ageOf(rate) / MINUTE_MS
    if (minutes >= prices.refuseAfterMinutes) return { rate, age: 'expired', fault }
    return { rate, age: minutes >= prices.warnAfterMinutes ? 'old' : 'fresh', fault }
  }

  /** Tells of every change, and looks again when the rate comes of its next age. */
  function tell(): void {
    if (isStopped) return
    const now = state()
    const text = JSON.stringify(now)
    if (text !== told) onState(now)
    told = text
    cancelAgeing()
    if (kept === null) return
    const age = ageOf(kept.rate)
    const ages = [prices.warnAfterMinutes, prices.refuseAfterMinutes].map((minutes) => minutes * MINUTE_MS)
    const next = ages.find((limit) => limit > age)
    if (next !== undefined) cancelAgeing = clock.after(next - age, tell)
  }

  tell()
  return {
    kept: () => kept,
    state,
    check(asked) {
      const { age, rate } = state()
      if (age === 'unknown') return fail('RATE_UNKNOWN')
      if (age === 'expired') return fail('RATE_EXPIRED')
      if (rate && isSameRate(asked, rate)) return ok()
      const isRecent = previous !== undefined && clock.now() - previous.replacedAt <= GRACE_MS
      return isRecent && previous && isSameRate(asked, previous.rate) ? ok() : fail('RATE_CHANGED')
    },
    async take(newer) {
      const { value } = newer.rate
      if (kept && !isPlausible(value, kept.rate.value)) {
        log(
          `rate: ${value} is too far from ${kept.rate.value}; if it is right, delete ${path} and start again`,
        )
        return false
      }
      if (kept) previous = { rate: kept.rate, replacedAt: clock.now() }
      kept = newer
      fault = null
      writing = writeRateFile(path, of, newer).catch((error: Error) =>
        log(`rate: not kept: ${error.message}`),
      )
      await writing
      return true
    },
    settle(next) {
      fault = next
      tell()
    },
    stop() {
      isStopped = true
      cancelAgeing()
      return writing
    },
  }
}

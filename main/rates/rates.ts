import type { FetchedRateConfig, PricesConfig } from '#src/config/prices.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { RateState } from '#src/ipc/till.ts'
import type { Rate } from '#src/order/order.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { fetchRate } from './fetch-rate.ts'
import { isPlausible } from './plausible.ts'
import { readRateFile, writeRateFile } from './rate-file.ts'

export type RateFault = 'RATE_UNKNOWN' | 'RATE_EXPIRED' | 'RATE_CHANGED'

/** How much of the currency a token is worth: the newest word of the source, and how old it is. */
export interface Rates {
  state(): RateState
  /** Whether something may be sold by this rate now: it was told, and that is not long ago. */
  check(rate: Rate): Result<undefined, RateFault>
  /** Resolves when nothing is being written any more. */
  stop(): Promise<void>
}

export interface RatesParts {
  readonly prices: PricesConfig
  /** Where the last rate is kept over a restart. */
  readonly path: string
  readonly clock: Clock
  readonly onState: (state: RateState) => void
  readonly log: (message: string) => void
  readonly fetch?: typeof fetchRate
}

const MINUTE_MS = 60_000
/** After a failure; and never slower than the source is asked anyway. */
const RETRY_MS = MINUTE_MS
/** An order may be made by a rate that was replaced no longer ago than this. */
const GRACE_MS = 5 * MINUTE_MS

/** Nothing is converted: things are priced in the token. */
export const NO_RATES: Rates = {
  state: () => ({ rate: null, age: 'unknown', fault: null }),
  check: () => fail('RATE_UNKNOWN'),
  stop: async () => undefined,
}

/** Begins with the last rate that was known, and asks the source from then on. */
export async function startRates(parts: RatesParts): Promise<Rates> {
  const { rate } = parts.prices
  return 'value' in rate ? fixedRate(rate, parts.clock) : fetchedRate(rate, parts)
}

function fixedRate({ value, source }: { value: string; source: string }, clock: Clock): Rates {
  const rate: Rate = { value, source, at: clock.now() }
  return {
    state: () => ({ rate, age: 'fresh', fault: null }),
    check: (asked) => (isSame(asked, rate) ? ok() : fail('RATE_CHANGED')),
    stop: async () => undefined,
  }
}

async function fetchedRate(config: FetchedRateConfig, parts: RatesParts): Promise<Rates> {
  const { prices, path, clock, onState, log, fetch = fetchRate } = parts
  const of = [prices.currency.symbol, config.url, config.pointer].join(' ')
  let rate = await readRateFile(path, of)
  let previous: { readonly rate: Rate; readonly replacedAt: number } | undefined
  let fault: ErrorCode | null = null
  let told: string | undefined
  let isStopped = false
  let writing = Promise.resolve()
  let cancelAsking = () => {}
  let cancelAgeing = () => {}

  /** A clock that was set back makes a rate from the future no fresher. */
  const ageOf = ({ at }: Rate): number => Math.abs(clock.now() - at)

  function state(): RateState {
    if (rate === null) return { rate, age: 'unknown', fault }
    const minutes = ageOf(rate) / MINUTE_MS
    if (minutes >= prices.refuseAfterMinutes) return { rate, age: 'expired', fault }
    return { rate, age: minutes >= prices.warnAfterMinutes ? 'old' : 'fresh', fault }
  }

  /** Tells of every change, and looks again when the rate comes of its next age. */
  function tell(): void {
    const now = state()
    const text = JSON.stringify(now)
    if (text !== told) onState(now)
    told = text
    cancelAgeing()
    if (rate === null || isStopped) return
    const age = ageOf(rate)
    const ages = [prices.warnAfterMinutes, prices.refuseAfterMinutes].map((minutes) => minutes * MINUTE_MS)
    const next = ages.find((limit) => limit > age)
    if (next !== undefined) cancelAgeing = clock.after(next - age, tell)
  }

  async function take(value: string): Promise<void> {
    if (rate && !isPlausible(value, rate.value)) {
      fault = 'RPC_ANSWER_INVALID'
      log(`rate: ${value} is too far from ${rate.value}; if it is right, delete ${path} and start again`)
      return
    }
    fault = null
    if (rate) previous = { rate, replacedAt: clock.now() }
    rate = { value, source: config.source, at: clock.now() }
    writing = writeRateFile(path, of, rate).catch((error: Error) => log(`rate: not kept: ${error.message}`))
    await writing
  }

  async function ask(): Promise<void> {
    const answer = await fetch(config)
    if (isStopped) return
    if (answer.ok) await take(answer.value)
    else {
      if (answer.error.code !== fault) log(`rate: ${answer.error.code} ${answer.error.detail ?? ''}`)
      fault = answer.error.code
    }
    if (isStopped) return
    tell()
    const every = config.everyMinutes * MINUTE_MS
    cancelAsking = clock.after(fault === null ? every : Math.min(every, RETRY_MS), () => void ask())
  }

  tell()
  void ask()
  return {
    state,
    check(asked) {
      const { age } = state()
      if (age === 'unknown') return fail('RATE_UNKNOWN')
      if (age === 'expired') return fail('RATE_EXPIRED')
      if (rate && isSame(asked, rate)) return ok()
      const isRecent = previous !== undefined && clock.now() - previous.replacedAt <= GRACE_MS
      return isRecent && previous && isSame(asked, previous.rate) ? ok() : fail('RATE_CHANGED')
    },
    stop() {
      isStopped = true
      cancelAsking()
      cancelAgeing()
      return writing
    },
  }
}

const isSame = (one: Rate, other: Rate): boolean =>
  one.value === other.value && one.source === other.source && one.at === other.at

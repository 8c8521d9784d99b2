import type { FetchedRateConfig, FleetRateConfig, PricesConfig } from '#src/config/prices.ts'
import type { RateState } from '#src/ipc/till.ts'
import type { Rate } from '#src/order/order.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Fed } from '../fleet/fed.ts'
import { type AgedRateParts, openAgedRate } from './aged-rate.ts'
import { askForRate } from './asked-rate.ts'
import { type FedRateParts, feedRate } from './fed-rate.ts'
import { fetchRate } from './fetch-rate.ts'
import { isSameRate, type RateFault } from './same-rate.ts'

/** How much of the currency a token is worth: the newest word of the source, and how old it is. */
export interface Rates {
  state(): RateState
  /** Whether something may be sold by this rate now: it was told, and that is not long ago. */
  check(rate: Rate): Result<undefined, RateFault>
  /** What it is fed with by the fleet; null where it is from elsewhere. */
  readonly fed: Fed | null
  /** Resolves when nothing is being written any more. */
  stop(): Promise<void>
}

export interface RatesParts extends Omit<AgedRateParts, 'of' | 'prices'>, FedRateParts {
  readonly prices: PricesConfig
  readonly fetch?: typeof fetchRate
}

/** Nothing is converted: things are priced in the token. */
export const NO_RATES: Rates = {
  state: () => ({ rate: null, age: 'unknown', fault: null }),
  check: () => fail('RATE_UNKNOWN'),
  fed: null,
  stop: async () => undefined,
}

/** Begins with the last rate that was known, and looks for newer ones from then on. */
export async function startRates(parts: RatesParts): Promise<Rates> {
  const { rate } = parts.prices
  if ('value' in rate) return fixedRate(rate, parts.clock)
  return 'fleet' in rate ? fleetRate(rate, parts) : fetchedRate(rate, parts)
}

function fixedRate({ value, source }: { value: string; source: string }, clock: Clock): Rates {
  const rate: Rate = { value, source, at: clock.now() }
  return {
    state: () => ({ rate, age: 'fresh', fault: null }),
    check: (asked) => (isSameRate(asked, rate) ? ok() : fail('RATE_CHANGED')),
    fed: null,
    stop: async () => undefined,
  }
}

async function fetchedRate(config: FetchedRateConfig, parts: RatesParts): Promise<Rates> {
  const { prices, fetch = fetchRate } = parts
  const of = [prices.currency.symbol, config.url, config.pointer].join(' ')
  const { state, check, ...rate } = await openAgedRate({ ...parts, of })
  const stopAsking = askForRate(config, rate, { ...parts, fetch })
  return {
    ...{ state, check, fed: null },
    stop() {
      stopAsking()
      return rate.stop()
    },
  }
}

async function fleetRate(config: FleetRateConfig, parts: RatesParts): Promise<Rates> {
  const of = [parts.prices.currency.symbol, `fleet:${config.fleet}`].join(' ')
  const rate = await openAgedRate({ ...parts, of })
  const { state, check, stop } = rate
  return { state, check, stop, fed: feedRate(config, rate, parts) }
}

import type { StationTerms } from '#src/config/station.ts'
import type { Language } from '#src/language.ts'
import type { Asset } from '#src/money/asset.ts'
import type { Order } from '#src/order/order.ts'
import { unitsOf } from '#src/order/price.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Rates } from '../rates/rates.ts'

/** What a fare stands for on a receipt. */
const FARE: Readonly<Record<Language, string>> = { kk: 'Жол ақысы', ru: 'Проезд', en: 'Fare' }

export interface FareDeps {
  readonly terms: StationTerms
  readonly token: Asset
  /** Null where fares are in the token itself. */
  readonly rates: Pick<Rates, 'state'> | null
  readonly paper: Language
}

/** The fare as an order, and what the card signs for it: by the newest rate, or not at all. */
export function fareOrder(
  { terms, token, rates, paper }: FareDeps,
  total: bigint,
): Result<{ readonly order: Order; readonly units: bigint }, 'RATE_UNKNOWN' | 'RATE_EXPIRED'> {
  const state = rates?.state()
  if (state && !state.rate) return fail('RATE_UNKNOWN')
  if (state?.age === 'expired') return fail('RATE_EXPIRED')
  const order: Order = {
    currency: terms.currency,
    lines: [{ name: FARE[paper], quantity: 1, unitPrice: total }],
    ...{ discount: 0n, tip: 0n, total },
    rate: state?.rate ?? null,
  }
  return ok({ order, units: unitsOf(order, token) })
}

import type { ErrorCode } from '#src/errors/codes.ts'
import type { TerminalInfo } from '#src/ipc/contract.ts'
import type { RateState } from '#src/ipc/till.ts'
import { type Basket, orderOf } from '#src/order/basket.ts'
import type { Order } from '#src/order/order.ts'
import { unitsOf } from '#src/order/price.ts'
import type { PriceList } from '#src/order/price-list.ts'

/** What Charge would do now, or why it cannot. */
export type Charge =
  | { readonly kind: 'ready'; readonly order: Order; readonly units: bigint }
  | { readonly kind: 'empty' }
  /** More than the site allows at once. */
  | { readonly kind: 'too-much'; readonly units: bigint }
  | { readonly kind: 'no-rate'; readonly code: ErrorCode }

export function chargeOf(
  basket: Basket,
  prices: PriceList,
  { rate, age }: RateState,
  { asset, maxUnits }: Pick<TerminalInfo, 'asset' | 'maxUnits'>,
): Charge {
  if (prices.isRated && rate === null) return { kind: 'no-rate', code: 'RATE_UNKNOWN' }
  if (prices.isRated && age === 'expired') return { kind: 'no-rate', code: 'RATE_EXPIRED' }
  if (basket.lines.length === 0) return { kind: 'empty' }
  const order = orderOf(basket, prices, prices.isRated ? rate : null)
  const units = unitsOf(order, asset)
  // A discount of all there is: nobody can sign for nothing.
  if (units === 0n) return { kind: 'empty' }
  return units > maxUnits ? { kind: 'too-much', units } : { kind: 'ready', order, units }
}

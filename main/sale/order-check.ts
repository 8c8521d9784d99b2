import type { Asset } from '#src/money/asset.ts'
import type { Order } from '#src/order/order.ts'
import { addsUp, unitsOf } from '#src/order/price.ts'
import type { PriceList } from '#src/order/price-list.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Rates } from '../rates/rates.ts'
import type { RateFault } from '../rates/same-rate.ts'

export interface OrderTerms {
  readonly asset: Asset
  readonly prices: Pick<PriceList, 'currency' | 'isRated'> | null
  readonly rates: Pick<Rates, 'check'>
}

/** Whether the customer is charged what the order says, by a rate that the page was given. */
export function checkOrder(
  { units, order }: { readonly units: bigint; readonly order?: Order | undefined },
  { asset, prices, rates }: OrderTerms,
): Result<undefined, 'ORDER_INVALID' | RateFault> {
  if (!order) return ok()
  if (!isSame(order.currency, prices?.currency ?? asset))
    return fail('ORDER_INVALID', `in ${order.currency.symbol}`)
  if (!addsUp(order)) return fail('ORDER_INVALID', 'does not add up')
  if ((prices?.isRated ?? false) !== (order.rate !== null))
    return fail('ORDER_INVALID', 'a rate where none belongs, or none where one does')
  const given = order.rate === null ? ok() : rates.check(order.rate)
  if (!given.ok) return given
  return unitsOf(order, asset) === units ? ok() : fail('ORDER_INVALID', `${units} units are not its total`)
}

const isSame = (one: Asset, other: Asset): boolean =>
  one.symbol === other.symbol && one.decimals === other.decimals

import type { Amount } from '../money/amount.ts'
import type { Asset } from '../money/asset.ts'
import type { Order, OrderLine } from './order.ts'

export const lineTotal = ({ quantity, unitPrice }: Pick<OrderLine, 'quantity' | 'unitPrice'>): bigint =>
  BigInt(quantity) * unitPrice

export const subtotal = (lines: readonly OrderLine[]): bigint =>
  lines.reduce((sum, line) => sum + lineTotal(line), 0n)

/** Whether the lines, the discount and the tip make the total that is charged. */
export const addsUp = ({ lines, discount, tip, total }: Order): boolean =>
  discount <= subtotal(lines) && subtotal(lines) - discount + tip === total

/**
 * What so much of a currency is in the token: smallest units, rounded half up, never down to nothing.
 * `rate`: whole units of the currency for one whole token, a decimal string above zero.
 */
export function inToken(amount: bigint, { currency, token, rate }: Conversion): bigint {
  const [whole = '0', fraction = ''] = rate.split('.')
  const scaledRate = BigInt(whole + fraction)
  if (scaledRate === 0n || amount === 0n) return 0n
  // amount / 10^currency / (scaledRate / 10^fraction) tokens, times 10^token units.
  const numerator = amount * 10n ** BigInt(token.decimals + fraction.length)
  const denominator = scaledRate * 10n ** BigInt(currency.decimals)
  const rounded = (2n * numerator + denominator) / (2n * denominator)
  return rounded === 0n ? 1n : rounded
}

export interface Conversion {
  readonly currency: Pick<Asset, 'decimals'>
  readonly token: Pick<Asset, 'decimals'>
  readonly rate: string
}

/** What the customer's card signs for an order, in units of the token. */
export const unitsOf = ({ total, rate, currency }: Order, token: Asset): bigint =>
  rate === null ? total : inToken(total, { currency, token, rate: rate.value })

/** What people know the payment by, where that is not the token's own amount. */
export const priceOf = (order: Order | undefined): Amount | undefined =>
  order?.rate ? { units: order.total, asset: order.currency } : undefined

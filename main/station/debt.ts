import { toDecimal } from '#src/money/amount.ts'
import type { Payment } from '#src/payment/record.ts'

/** What is owed, for people: in the currency of the prices where all of it was priced in one, else in the token. */
export function debtText(debts: readonly Payment[]): string {
  const priced = debts.map(({ order, asset, authorization }) =>
    order ? { asset: order.currency, units: order.total } : { asset, units: authorization.value },
  )
  const signed = debts.map(({ asset, authorization }) => ({ asset, units: authorization.value }))
  const isOne = new Set(priced.map(({ asset }) => asset.symbol)).size === 1
  const owed = isOne ? priced : signed
  const units = owed.reduce((sum, each) => sum + each.units, 0n)
  return owed[0] ? `${toDecimal({ ...owed[0], units })} ${owed[0].asset.symbol}` : ''
}

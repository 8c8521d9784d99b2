import { z } from 'zod'
import { assetSchema } from '../money/asset.ts'
import { unitsSchema } from '../money/units.ts'
import type { Order } from '../order/order.ts'
import { hexSchema, isRefund, type Payment } from '../payment/record.ts'

const tallySchema = z.strictObject({ count: z.int().nonnegative(), units: unitsSchema })
export type Tally = z.output<typeof tallySchema>

/** What came in and went out in one token. A voided sale stays among the sales; `voids` take it out. */
const tokenTotalsSchema = z.strictObject({
  asset: assetSchema,
  chainId: z.int().positive(),
  contract: hexSchema(20),
  sales: tallySchema,
  voids: tallySchema,
  refunds: tallySchema,
})
export type TokenTotals = z.output<typeof tokenTotalsSchema>

/** What orders came to in the currency of their prices. */
const currencyTotalsSchema = z.strictObject({
  currency: assetSchema,
  sales: unitsSchema,
  discounts: unitsSchema,
  tips: unitsSchema,
})
export type CurrencyTotals = z.output<typeof currencyTotalsSchema>

export const totalsSchema = z.strictObject({
  tokens: z.array(tokenTotalsSchema).readonly(),
  currencies: z.array(currencyTotalsSchema).readonly(),
  /** "001-000347"; null before the first. Refunds have receipts too. */
  firstReceipt: z.string().nullable(),
  lastReceipt: z.string().nullable(),
})
export type Totals = z.output<typeof totalsSchema>

export const noTotals: Totals = { tokens: [], currencies: [], firstReceipt: null, lastReceipt: null }

/** What is the shop's of one token: sold, less what was voided and given back; below zero where that is more. */
export const netOf = ({ sales, voids, refunds }: Pick<TokenTotals, Kind>): bigint =>
  sales.units - voids.units - refunds.units

type Kind = 'sales' | 'voids' | 'refunds'

/** The totals with one payment more: sold, or a refund. */
export function countReceipt(totals: Totals, payment: Payment): Totals {
  const counted = countIn(totals, payment, isRefund(payment) ? 'refunds' : 'sales')
  return {
    ...counted,
    currencies: payment.order ? addOrder(counted.currencies, payment.order) : counted.currencies,
    firstReceipt: totals.firstReceipt ?? payment.receipt,
    lastReceipt: payment.receipt,
  }
}

export const countVoid = (totals: Totals, payment: Payment): Totals => countIn(totals, payment, 'voids')

function countIn(totals: Totals, { asset, domain, authorization }: Payment, kind: Kind): Totals {
  const { chainId, verifyingContract: contract } = domain
  const isIts = (each: TokenTotals) => each.chainId === chainId && each.contract === contract
  const none = { count: 0, units: 0n }
  const before = totals.tokens.find(isIts) ?? {
    ...{ asset, chainId, contract },
    ...{ sales: none, voids: none, refunds: none },
  }
  const { count, units } = before[kind]
  const after = { ...before, [kind]: { count: count + 1, units: units + authorization.value } }
  return { ...totals, tokens: [...totals.tokens.filter((each) => !isIts(each)), after] }
}

function addOrder(
  all: readonly CurrencyTotals[],
  { currency, total, discount, tip }: Order,
): CurrencyTotals[] {
  const isIts = (each: CurrencyTotals) => each.currency.symbol === currency.symbol
  const before = all.find(isIts) ?? { currency, sales: 0n, discounts: 0n, tips: 0n }
  const after = {
    currency,
    sales: before.sales + total,
    discounts: before.discounts + discount,
    tips: before.tips + tip,
  }
  return [...all.filter((each) => !isIts(each)), after]
}

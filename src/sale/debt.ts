import type { Amount } from '../money/amount.ts'
import type { Payment } from '../payment/record.ts'

/** What a card owes for earlier payments that the chain found no money for. */
export interface Debt {
  /** For people: in the currency of the prices where all of it was priced in one, else in the token. */
  readonly owed: Amount
  /** What settles it, in units of the token. */
  readonly units: bigint
  readonly payments: number
  /** When the first of them was accepted, ms since the epoch. */
  readonly since: number
}

/** Undefined where nothing is owed. */
export function debtOf(payments: readonly Payment[]): Debt | undefined {
  const priced = payments.map(({ order, asset, authorization }) =>
    order ? { asset: order.currency, units: order.total } : { asset, units: authorization.value },
  )
  const signed = payments.map(({ asset, authorization }) => ({ asset, units: authorization.value }))
  const isOne = new Set(priced.map(({ asset }) => asset.symbol)).size === 1
  const parts = isOne ? priced : signed
  const [first] = parts
  if (!first) return undefined
  return {
    owed: { asset: first.asset, units: sum(parts) },
    units: sum(signed),
    payments: payments.length,
    since: Math.min(...payments.map(({ acceptedAt }) => acceptedAt)),
  }
}

const sum = (parts: readonly { readonly units: bigint }[]): bigint =>
  parts.reduce((total, { units }) => total + units, 0n)

import type { Asset } from '#src/money/asset.ts'
import { isRefund, type Payment } from '#src/payment/record.ts'
import { isVoid, isWaiting, type PaymentState } from '#src/payment/states.ts'
import type { QueueDatabase } from './database.ts'
import type { Span } from './history.ts'

/** How today's payments stand; each is in exactly one of these. */
export const STANDINGS = ['settled', 'waiting', 'refused', 'parked', 'voided'] as const
export type Standing = (typeof STANDINGS)[number]

export interface Sum {
  readonly count: number
  /** In each token or currency, in the order in which they first came. */
  readonly amounts: readonly { readonly asset: Asset; readonly units: bigint }[]
}

/** What a day came to. */
export interface DayFigures {
  /** Sales that were not taken back, and what they came to in tokens. */
  readonly sales: Sum
  /** The same in the currencies of their orders, where they had one. */
  readonly priced: Sum
  readonly standing: Readonly<Record<Standing, Sum>>
  readonly refunds: Sum
}

const NONE: Sum = { count: 0, amounts: [] }
export const noFigures: DayFigures = {
  sales: NONE,
  priced: NONE,
  standing: { settled: NONE, waiting: NONE, refused: NONE, parked: NONE, voided: NONE },
  refunds: NONE,
}

const HOUR = 3_600_000

/** Read hour by hour: a sale that comes in meanwhile waits for one hour's rows at most. */
export async function dayFigures(db: QueueDatabase, { from, to }: Span): Promise<DayFigures> {
  let figures = noFigures
  for (let hour = from; hour < to; hour += HOUR) {
    const end = Math.min(hour + HOUR, to)
    const rows = await db.payments.where('acceptedAt').between(hour, end, true, false).toArray()
    figures = rows.reduce(countIn, figures)
  }
  return figures
}

/** The figures with one payment more. */
export function countIn(figures: DayFigures, payment: Payment): DayFigures {
  const { asset, authorization, order } = payment
  const units = authorization.value
  if (isRefund(payment)) return { ...figures, refunds: add(figures.refunds, asset, units) }
  const standing = standingOf(payment.state)
  const stands = { ...figures.standing, [standing]: add(figures.standing[standing], asset, units) }
  if (standing === 'voided') return { ...figures, standing: stands }
  return {
    ...figures,
    sales: add(figures.sales, asset, units),
    priced: order ? add(figures.priced, order.currency, order.total) : figures.priced,
    standing: stands,
  }
}

function standingOf(state: PaymentState): Standing {
  if (state === 'settled' || state === 'refused') return state
  if (isWaiting(state)) return 'waiting'
  return isVoid(state) ? 'voided' : 'parked'
}

function add({ count, amounts }: Sum, asset: Asset, units: bigint): Sum {
  const isIts = (each: Sum['amounts'][number]) =>
    each.asset.symbol === asset.symbol && each.asset.decimals === asset.decimals
  const known = amounts.some(isIts)
  return {
    count: count + 1,
    amounts: known
      ? amounts.map((each) => (isIts(each) ? { asset, units: each.units + units } : each))
      : [...amounts, { asset, units }],
  }
}

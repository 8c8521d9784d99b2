import type { StationProduct } from '../ipc/station.ts'
import type { Language } from '../language.ts'
import type { Asset } from '../money/asset.ts'
import type { Order, Rate } from '../order/order.ts'

interface Terms {
  readonly currency: Asset
  /** Of the names on paper. */
  readonly paper: Language
  /** Null where things are priced in the token itself. */
  readonly rate: Rate | null
}

/** One ticket, as the ordinary sale takes it. */
export const orderOfProduct = ({ name, price }: StationProduct, { currency, paper, rate }: Terms): Order => ({
  currency,
  lines: [{ name: name[paper], quantity: 1, unitPrice: price }],
  discount: 0n,
  tip: 0n,
  total: price,
  rate,
})

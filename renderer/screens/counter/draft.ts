import { addAmount, type Basket, emptyBasket } from '#src/order/basket.ts'
import type { PriceList } from '#src/order/price-list.ts'
import { type Entry, emptyEntry, unitsOf } from './entry.ts'

/** A basket that somebody comes back to. */
export interface Held {
  readonly id: number
  /** Milliseconds since the epoch at which it was put aside. */
  readonly at: number
  readonly basket: Basket
}

/** All that is on the counter and not charged: what is typed, what lies in the basket, what was put aside. */
export interface Draft {
  readonly entry: Entry
  readonly basket: Basket
  readonly held: readonly Held[]
}

export const emptyDraft: Draft = { entry: emptyEntry, basket: emptyBasket, held: [] }

/** The basket with the typed amount in it: what Charge charges. */
export const wholeBasket = ({ entry, basket }: Draft, { currency, step }: PriceList): Basket =>
  addAmount(basket, unitsOf(entry, currency, step))

/** The typed amount becomes a line of its own. */
export const takeTyped = (draft: Draft, prices: PriceList): Draft => ({
  ...draft,
  entry: emptyEntry,
  basket: wholeBasket(draft, prices),
})

export const changeBasket = (draft: Draft, change: (basket: Basket) => Basket): Draft => ({
  ...draft,
  basket: change(draft.basket),
})

/** Puts the basket aside, with what is typed; an empty one is not worth it. */
export function hold(draft: Draft, prices: PriceList, at: number): Draft {
  const { basket, held } = takeTyped(draft, prices)
  if (basket.lines.length === 0) return draft
  const id = Math.max(0, ...held.map((one) => one.id)) + 1
  return { entry: emptyEntry, basket: emptyBasket, held: [...held, { id, at, basket }] }
}

/** Takes a basket up again; what lies on the counter changes places with it. */
export function takeUp(draft: Draft, id: number, prices: PriceList, at: number): Draft {
  const wanted = draft.held.find((one) => one.id === id)
  if (!wanted) return draft
  const { held } = hold(draft, prices, at)
  return { entry: emptyEntry, basket: wanted.basket, held: held.filter((one) => one.id !== id) }
}

/** After a paid sale; what was put aside is still to be paid. */
export const afterSale = (draft: Draft): Draft => ({ ...emptyDraft, held: draft.held })

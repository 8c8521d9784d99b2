import type { Order, OrderLine, Rate } from './order.ts'
import { lineTotal } from './price.ts'
import type { Item, Names, PriceList } from './price-list.ts'

/** Some of one thing, before it is sold. */
export interface BasketLine {
  /** The item's id; of a typed amount, an id of its own. */
  readonly id: string
  readonly name: Names
  readonly unitPrice: bigint
  readonly quantity: number
}

/** What lies on the counter and is not charged yet. Discount and tip are whole percents. */
export interface Basket {
  readonly lines: readonly BasketLine[]
  readonly discount: number
  readonly tip: number
}

export const emptyBasket: Basket = { lines: [], discount: 0, tip: 0 }

/** As many as an order line takes, and as many lines as an order. */
const MOST = 9999
const MOST_LINES = 200

/** What a typed amount is called. */
const UNNAMED: Names = { kk: 'Тауар', ru: 'Товар', en: 'Item' }

/** One more of the item, at the end when there was none. */
export function addItem(basket: Basket, { id, name, price }: Item): Basket {
  const known = basket.lines.find((line) => line.id === id)
  if (known) return setQuantity(basket, id, known.quantity + 1)
  return addLine(basket, { id, name, unitPrice: price, quantity: 1 })
}

const TYPED = 'amount '

/** No item, but an amount that somebody typed; it is named so only where no item of the list bears that id. */
export const isTyped = ({ id }: Pick<BasketLine, 'id'>): boolean => id.startsWith(TYPED)

/** A typed amount, as a line of its own. */
export function addAmount(basket: Basket, units: bigint): Basket {
  if (units <= 0n) return basket
  const taken = new Set(basket.lines.map(({ id }) => id))
  let n = 1
  while (taken.has(`${TYPED}${n}`)) n += 1
  return addLine(basket, { id: `${TYPED}${n}`, name: UNNAMED, unitPrice: units, quantity: 1 })
}

const addLine = (basket: Basket, line: BasketLine): Basket =>
  basket.lines.length >= MOST_LINES ? basket : { ...basket, lines: [...basket.lines, line] }

/** Zero takes the line out; a basket without lines has no discount or tip either. */
export function setQuantity(basket: Basket, id: string, quantity: number): Basket {
  const next = Math.min(MOST, quantity)
  const lines =
    next < 1
      ? basket.lines.filter((line) => line.id !== id)
      : basket.lines.map((line) => (line.id === id ? { ...line, quantity: next } : line))
  return lines.length === 0 ? emptyBasket : { ...basket, lines }
}

export const quantityOf = ({ lines }: Basket, id: string): number =>
  lines.find((line) => line.id === id)?.quantity ?? 0

/** In smallest units of the currency. The tip is of what is left after the discount. */
export interface Sums {
  readonly subtotal: bigint
  readonly discount: bigint
  readonly tip: bigint
  readonly total: bigint
}

export function sumsOf({ lines, discount, tip }: Basket, step: bigint): Sums {
  const subtotal = lines.reduce((sum, line) => sum + lineTotal(line), 0n)
  // Rounding to whole coins may not take off more than there is.
  const off = least(percentOf(subtotal, discount, step), subtotal)
  const added = percentOf(subtotal - off, tip, step)
  return { subtotal, discount: off, tip: added, total: subtotal - off + added }
}

/** Rounded half up to whole steps. */
function percentOf(units: bigint, percent: number, step: bigint): bigint {
  const hundredSteps = 100n * step
  return ((2n * units * BigInt(percent) + hundredSteps) / (2n * hundredSteps)) * step
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** The order that is charged by this rate; null: priced in the token. The basket must hold something. */
export function orderOf(basket: Basket, prices: PriceList, rate: Rate | null): Order {
  const { discount, tip, total } = sumsOf(basket, prices.step)
  const lines = basket.lines.map(
    ({ name, quantity, unitPrice }): OrderLine => ({ name: name[prices.paper], quantity, unitPrice }),
  )
  return { currency: prices.currency, lines, discount, tip, total, rate }
}

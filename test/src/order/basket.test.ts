import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addAmount,
  addItem,
  type Basket,
  emptyBasket,
  orderOf,
  quantityOf,
  setQuantity,
  sumsOf,
} from '#src/order/basket.ts'
import { addsUp } from '#src/order/price.ts'
import type { Item, PriceList } from '#src/order/price-list.ts'

const TENGE = { symbol: '₸', decimals: 2 }
/** One tenge, in tiyn. */
const STEP = 100n
const item = (id: string, price: bigint): Item => ({
  id,
  name: { kk: `${id} kk`, ru: `${id} ru`, en: `${id} en` },
  price,
  category: 'food',
})
const MILK = item('milk', 52_000n)
const TEA = item('tea', 125_000n)
const PRICES: PriceList = {
  currency: TENGE,
  isRated: true,
  step: STEP,
  paper: 'ru',
  categories: [],
  items: [MILK, TEA],
  discounts: [],
  tips: [],
}
const RATE = { value: '536.20', source: 'National Bank', at: 1 }

/** Two of milk and a tea: 2,290 ₸. */
const BASKET = [MILK, MILK, TEA].reduce(addItem, emptyBasket)

describe('a basket', () => {
  it('counts the same item, and keeps the order in which things came', () => {
    expect(BASKET.lines.map(({ id, quantity }) => [id, quantity])).toEqual([
      ['milk', 2],
      ['tea', 1],
    ])
    expect([quantityOf(BASKET, 'milk'), quantityOf(BASKET, 'bread')]).toEqual([2, 0])
  })

  it('keeps each typed amount as a line of its own', () => {
    const basket = addAmount(addAmount(emptyBasket, 5_000n), 5_000n)
    expect(basket.lines.map(({ quantity, unitPrice }) => [quantity, unitPrice])).toEqual([
      [1, 5_000n],
      [1, 5_000n],
    ])
    expect(setQuantity(basket, basket.lines[0]?.id ?? '', 0).lines).toHaveLength(1)
    expect(addAmount(basket, 0n)).toBe(basket)
  })

  it('gives a typed amount the id of none that is there', () => {
    const three = addAmount(addAmount(addAmount(emptyBasket, 1n), 2n), 3n)
    const two = setQuantity(three, three.lines[0]?.id ?? '', 0)
    expect(new Set(addAmount(two, 4n).lines.map(({ id }) => id)).size).toBe(3)
  })

  it('has no discount or tip left when its last line is taken out', () => {
    const one: Basket = { ...addItem(emptyBasket, TEA), discount: 10, tip: 5 }
    expect(setQuantity(one, 'tea', 0)).toEqual(emptyBasket)
  })

  it('never holds more than an order can', () => {
    expect(quantityOf(setQuantity(BASKET, 'tea', 10_000), 'tea')).toBe(9999)
    const full = Array.from({ length: 201 }).reduce<Basket>((basket) => addAmount(basket, 1n), emptyBasket)
    expect(full.lines).toHaveLength(200)
  })
})

describe('what a basket comes to', () => {
  it('is what a cashier reckons', () => {
    expect(sumsOf(BASKET, STEP)).toEqual({ subtotal: 229_000n, discount: 0n, tip: 0n, total: 229_000n })
    // 10 % of 2,290 is 229; 5 % of the 2,061 that are left is 103.05, and nobody pays tiyn.
    expect(sumsOf({ ...BASKET, discount: 10, tip: 5 }, STEP)).toEqual({
      subtotal: 229_000n,
      discount: 22_900n,
      tip: 10_300n,
      total: 216_400n,
    })
  })

  it('rounds half a step up', () => {
    // 5 % of 190 is 9.50.
    const loaf = addItem(emptyBasket, item('loaf', 19_000n))
    expect(sumsOf({ ...loaf, discount: 5 }, STEP).discount).toBe(1_000n)
    expect(sumsOf({ ...loaf, discount: 5 }, 1n).discount).toBe(950n)
  })

  it('is never less than nothing', () => {
    const small = addAmount(emptyBasket, 70n)
    expect(sumsOf({ ...small, discount: 100 }, STEP)).toMatchObject({ discount: 70n, total: 0n })
  })
})

describe('the order of a basket', () => {
  it('names things as the paper does', () => {
    expect(orderOf({ ...BASKET, discount: 10 }, PRICES, RATE)).toEqual({
      currency: TENGE,
      lines: [
        { name: 'milk ru', quantity: 2, unitPrice: 52_000n },
        { name: 'tea ru', quantity: 1, unitPrice: 125_000n },
      ],
      discount: 22_900n,
      tip: 0n,
      total: 206_100n,
      rate: RATE,
    })
  })

  it('always adds up', () => {
    const line = fc.record({ price: fc.bigInt(1n, 10n ** 12n), quantity: fc.integer({ min: 1, max: 9999 }) })
    const percent = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 9 }),
        percent,
        percent,
        (lines, discount, tip) => {
          const basket = lines.reduce<Basket>((before, { price, quantity }, at) => {
            const id = `item ${at}`
            return setQuantity(addItem(before, item(id, price)), id, quantity)
          }, emptyBasket)
          return addsUp(orderOf({ ...basket, discount, tip }, PRICES, RATE))
        },
      ),
    )
  })
})

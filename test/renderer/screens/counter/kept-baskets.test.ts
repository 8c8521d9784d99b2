import { expect, test } from 'vitest'
import { emptyDraft, type Held, hold, takeTyped } from '#renderer/screens/counter/draft.ts'
import { readBaskets, writeBaskets } from '#renderer/screens/counter/kept-baskets.ts'
import { addItem, emptyBasket } from '#src/order/basket.ts'
import type { Item, PriceList } from '#src/order/price-list.ts'
import { fakeStorage } from '../../../fakes/storage.ts'

const TEA: Item = {
  id: 'tea',
  name: { kk: 'Шай', ru: 'Чай', en: 'Tea' },
  price: 125_000n,
  category: 'drinks',
}
const BREAD: Item = { ...TEA, id: 'bread', name: { kk: 'Нан', ru: 'Хлеб', en: 'Bread' }, price: 19_000n }
const PRICES: PriceList = {
  currency: { symbol: '₸', decimals: 2 },
  isRated: true,
  step: 100n,
  paper: 'kk',
  categories: [],
  items: [TEA, BREAD],
  discounts: [10],
  tips: [],
}
const AT = 1_790_000_000_000

/** A tea, a bread and 520 ₸ typed, put aside with a discount. */
const aside: readonly Held[] = hold(
  {
    ...takeTyped({ ...emptyDraft, entry: { digits: '520', cents: null, kept: false } }, PRICES),
    basket: { ...addItem(addItem(emptyBasket, TEA), BREAD), discount: 10 },
    entry: { digits: '520', cents: null, kept: false },
  },
  PRICES,
  AT,
).held

const after = (prices: PriceList, storage = fakeStorage()) => {
  writeBaskets(storage, PRICES, aside)
  return readBaskets(storage, prices)
}
const linesOf = (held: readonly Held[]) =>
  held.map(({ basket }) => basket.lines.map(({ name, unitPrice }) => [name.en, unitPrice]))

test('a basket that was put aside is there after a restart, with its time', () => {
  const kept = after(PRICES)
  expect(kept.map(({ id, at }) => ({ id, at }))).toEqual([{ id: 1, at: AT }])
  expect(linesOf(kept)).toEqual([
    [
      ['Tea', 125_000n],
      ['Bread', 19_000n],
      ['Item', 52_000n],
    ],
  ])
})

test('a discount does not outlive whoever allowed it', () => {
  expect(aside[0]?.basket.discount).toBe(10)
  expect(after(PRICES)[0]?.basket.discount).toBe(0)
})

test('items cost what they cost today, and what is sold no more is left out', () => {
  const today = { ...PRICES, items: [{ ...TEA, price: 130_000n }] }
  expect(linesOf(after(today))).toEqual([
    [
      ['Tea', 130_000n],
      ['Item', 52_000n],
    ],
  ])
})

test('amounts of another currency are nothing here', () => {
  expect(after({ ...PRICES, currency: { symbol: 'USDC', decimals: 6 } })).toEqual([])
})

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['something else', '{"held":7}'],
  [
    'a price below zero',
    JSON.stringify({
      currency: PRICES.currency,
      held: [
        {
          id: 1,
          at: 1,
          basket: {
            lines: [{ ...TEA, unitPrice: '-1', quantity: 1, price: undefined }],
            discount: 0,
            tip: 0,
          },
        },
      ],
    }),
  ],
])('%s is no basket', (_, text) => {
  expect(readBaskets({ getItem: () => text, setItem: () => undefined }, PRICES)).toEqual([])
})

test('a storage that refuses is no obstacle', () => {
  const full = {
    getItem: () => {
      throw new Error('switched off')
    },
    setItem: () => {
      throw new Error('full')
    },
  }
  expect(after(PRICES, full)).toEqual([])
})

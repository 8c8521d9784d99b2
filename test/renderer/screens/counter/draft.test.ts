import { expect, test } from 'vitest'
import {
  afterSale,
  changeBasket,
  type Draft,
  emptyDraft,
  hold,
  takeTyped,
  takeUp,
  wholeBasket,
} from '#renderer/screens/counter/draft.ts'
import { addItem } from '#src/order/basket.ts'
import type { Item, PriceList } from '#src/order/price-list.ts'

const NAMES = { kk: 'Шай', ru: 'Чай', en: 'Tea' }
const TEA: Item = { id: 'tea', name: NAMES, price: 125_000n, category: 'drinks' }
const PRICES: PriceList = {
  currency: { symbol: '₸', decimals: 2 },
  isRated: true,
  step: 100n,
  paper: 'kk',
  categories: [],
  items: [TEA],
  discounts: [],
  tips: [],
}
const withTea = (draft: Draft) => changeBasket(draft, (basket) => addItem(basket, TEA))
/** 520 ₸ typed, nothing added. */
const typed: Draft = { ...emptyDraft, entry: { digits: '520', cents: null, kept: false } }
const sumsIn = ({ held }: Draft) => held.map(({ basket }) => basket.lines.map((line) => line.unitPrice))

test('what is typed counts at once, in whole tenge', () => {
  expect(wholeBasket(withTea(typed), PRICES).lines.map((line) => line.unitPrice)).toEqual([125_000n, 52_000n])
  expect(wholeBasket(emptyDraft, PRICES).lines).toEqual([])
})

test('a typed amount that is taken is a line, and is typed no more', () => {
  const taken = takeTyped(typed, PRICES)
  expect(taken.entry).toEqual(emptyDraft.entry)
  expect(taken.basket.lines).toMatchObject([{ quantity: 1, unitPrice: 52_000n }])
})

test('several baskets are put aside, each with what was typed', () => {
  const two = hold(withTea(hold(typed, PRICES, 1)), PRICES, 2)
  expect(sumsIn(two)).toEqual([[52_000n], [125_000n]])
  expect(two.held.map(({ id, at }) => [id, at])).toEqual([
    [1, 1],
    [2, 2],
  ])
  expect(two.basket.lines).toEqual([])
})

test('an empty basket is not worth it', () => {
  expect(hold(emptyDraft, PRICES, 1)).toBe(emptyDraft)
})

test('taken up again it changes places with what lies on the counter', () => {
  const held = hold(typed, PRICES, 1)
  const back = takeUp(withTea(held), 1, PRICES, 5)
  expect(back.basket.lines).toMatchObject([{ unitPrice: 52_000n }])
  expect(sumsIn(back)).toEqual([[125_000n]])
  expect(takeUp(held, 1, PRICES, 5).held).toEqual([])
})

test('one that is not there is not taken up', () => {
  const held = hold(typed, PRICES, 1)
  expect(takeUp(held, 7, PRICES, 5)).toBe(held)
})

test('a paid sale leaves only what was put aside', () => {
  const sold = afterSale(withTea(hold(typed, PRICES, 1)))
  expect(sold).toMatchObject({ entry: emptyDraft.entry, basket: emptyDraft.basket })
  expect(sumsIn(sold)).toEqual([[52_000n]])
})

import { expect, test } from 'vitest'
import { chargeOf } from '#renderer/screens/counter/charge.ts'
import type { RateState } from '#src/ipc/till.ts'
import { addAmount, emptyBasket } from '#src/order/basket.ts'
import type { PriceList } from '#src/order/price-list.ts'

const INFO = { asset: { symbol: 'USDC', decimals: 6 }, maxUnits: 10_000_000n }
const RATE = { value: '500', source: 'National Bank', at: 1 }
const FRESH: RateState = { rate: RATE, age: 'fresh', fault: null }
const PRICES: PriceList = {
  currency: { symbol: '₸', decimals: 2 },
  isRated: true,
  step: 100n,
  paper: 'kk',
  categories: [],
  items: [],
  discounts: [],
  tips: [],
}
/** 1,000 ₸. */
const BASKET = addAmount(emptyBasket, 100_000n)

test('what the card signs for the basket, by the rate that is told', () => {
  expect(chargeOf(BASKET, PRICES, FRESH, INFO)).toMatchObject({
    kind: 'ready',
    units: 2_000_000n,
    order: { total: 100_000n, rate: RATE },
  })
  expect(chargeOf(BASKET, PRICES, { ...FRESH, age: 'old' }, INFO).kind).toBe('ready')
})

test('the token’s own price needs no rate', () => {
  const prices = { ...PRICES, currency: INFO.asset, isRated: false }
  const none: RateState = { rate: null, age: 'unknown', fault: null }
  expect(chargeOf(BASKET, prices, none, INFO)).toMatchObject({
    kind: 'ready',
    units: 100_000n,
    order: { rate: null },
  })
})

test.each([
  ['an empty basket', emptyBasket, FRESH, { kind: 'empty' }],
  ['a basket that is given away', { ...BASKET, discount: 100 }, FRESH, { kind: 'empty' }],
  ['more than the site allows', addAmount(BASKET, 400_001n), FRESH, { kind: 'too-much' }],
  [
    'a rate that has ended',
    BASKET,
    { ...FRESH, age: 'expired' } as const,
    { kind: 'no-rate', code: 'RATE_EXPIRED' },
  ],
  [
    'a rate that is not known',
    BASKET,
    { rate: null, age: 'unknown', fault: null } as const,
    { kind: 'no-rate', code: 'RATE_UNKNOWN' },
  ],
])('%s cannot be charged', (_what, basket, rate, expected) => {
  expect(chargeOf(basket, PRICES, rate, INFO)).toMatchObject(expected)
})

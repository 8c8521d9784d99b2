import { expect, test } from 'vitest'
import { checkOrder } from '#main/sale/order-check.ts'
import type { Order } from '#src/order/order.ts'
import { fail, ok } from '#src/result.ts'

const USDC = { symbol: 'USDC', decimals: 6 }
const TENGE = { symbol: '₸', decimals: 2 }
const RATE = { value: '500', source: 'National Bank', at: 1 }
/** 1,000 ₸ at 500 are 2 USDC. */
const ORDER: Order = {
  currency: TENGE,
  lines: [{ name: 'Tea', quantity: 2, unitPrice: 50_000n }],
  discount: 0n,
  tip: 0n,
  total: 100_000n,
  rate: RATE,
}
const UNITS = 2_000_000n
const RATED = { asset: USDC, prices: { currency: TENGE, isRated: true }, rates: { check: () => ok() } }
const UNRATED = { asset: USDC, prices: null, rates: { check: () => fail('RATE_UNKNOWN') } }
const invalid = { ok: false, error: expect.objectContaining({ code: 'ORDER_INVALID' }) }

test('an amount without an order is the page’s to choose', () => {
  expect(checkOrder({ units: 5n }, RATED)).toEqual(ok())
})

test('an order that comes to just so much', () => {
  expect(checkOrder({ units: UNITS, order: ORDER }, RATED)).toEqual(ok())
  const inToken = { ...ORDER, currency: USDC, rate: null }
  expect(checkOrder({ units: 100_000n, order: inToken }, UNRATED)).toEqual(ok())
})

test.each<[string, bigint, Partial<Order>]>([
  ['one unit less', UNITS - 1n, {}],
  ['one unit more', UNITS + 1n, {}],
  ['a total that is not its lines’', 2_000_002n, { total: 100_001n }],
  ['another currency', UNITS, { currency: { symbol: '$', decimals: 2 } }],
  ['other places of the currency', UNITS, { currency: { symbol: '₸', decimals: 0 } }],
  ['no rate where prices have one', 100_000n, { rate: null }],
  ['the token itself, where prices are in tenge', 100_000n, { currency: USDC, rate: null }],
])('%s is not charged', (_what, units, change) => {
  expect(checkOrder({ units, order: { ...ORDER, ...change } }, RATED)).toEqual(invalid)
})

test('a rate where things are priced in the token is not charged by', () => {
  expect(checkOrder({ units: UNITS, order: { ...ORDER, currency: USDC } }, UNRATED)).toEqual(invalid)
})

test.each(['RATE_CHANGED', 'RATE_EXPIRED', 'RATE_UNKNOWN'] as const)('a rate that is %s', (code) => {
  const rates = { check: () => fail(code) }
  expect(checkOrder({ units: UNITS, order: ORDER }, { ...RATED, rates })).toEqual(fail(code))
})

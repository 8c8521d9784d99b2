import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Order } from '#src/order/order.ts'
import { addsUp, inToken, lineTotal, priceOf, subtotal, unitsOf } from '#src/order/price.ts'

const TENGE = { symbol: '₸', decimals: 2 }
const USDC = { symbol: 'USDC', decimals: 6 }
const RATE = { value: '536.20', source: 'National Bank', at: 1 }

/** Two of milk and a tea, ten percent off, a hundred of tip: 2,161 ₸. */
const ORDER: Order = {
  currency: TENGE,
  lines: [
    { name: 'Milk', quantity: 2, unitPrice: 52_000n },
    { name: 'Tea', quantity: 1, unitPrice: 125_000n },
  ],
  discount: 22_900n,
  tip: 10_000n,
  total: 216_100n,
  rate: RATE,
}

describe('an order', () => {
  it('has lines that add up', () => {
    expect(ORDER.lines.map(lineTotal)).toEqual([104_000n, 125_000n])
    expect(subtotal(ORDER.lines)).toBe(229_000n)
    expect(addsUp(ORDER)).toBe(true)
  })

  it.each<[string, Partial<Order>]>([
    ['a total of one tiyn more', { total: 216_101n }],
    ['a total of one tiyn less', { total: 216_099n }],
    ['a discount above what there is', { discount: 229_001n, tip: 0n, total: 0n }],
    ['a line that is not in the total', { lines: ORDER.lines.slice(1) }],
  ])('with %s does not add up', (_what, change) => {
    expect(addsUp({ ...ORDER, ...change })).toBe(false)
  })

  it('is signed in the token: 2,161 ₸ at 536.20 are 4.030213 USDC', () => {
    // 2161 / 536.2 = 4.0302126…
    expect(unitsOf(ORDER, USDC)).toBe(4_030_213n)
    expect(unitsOf({ ...ORDER, currency: USDC, rate: null }, USDC)).toBe(216_100n)
  })

  it('is known by its price where that is not the token', () => {
    expect(priceOf(ORDER)).toEqual({ units: 216_100n, asset: TENGE })
    expect(priceOf({ ...ORDER, rate: null })).toBeUndefined()
    expect(priceOf(undefined)).toBeUndefined()
  })
})

describe('so much of a currency in the token', () => {
  it.each([
    // At par nothing changes but the place of the point.
    [229_000n, 2, 6, '1', 2_290_000_000n],
    // 2,290 / 536.20 = 4.2707944…
    [229_000n, 2, 6, '536.20', 4_270_794n],
    // Half a unit is rounded up: 0.01 / 20000 = 0.0000005.
    [1n, 2, 6, '20000', 1n],
    [1n, 2, 6, '2', 5_000n],
    // Never down to nothing: 0.01 / 1,000,000.
    [1n, 2, 6, '1000000', 1n],
    [0n, 2, 6, '536.20', 0n],
    // No decimals on either side: 7 / 2 = 3.5.
    [7n, 0, 0, '2', 4n],
  ])('%s units with %i places into %i places at %s', (amount, currency, token, rate, expected) => {
    const conversion = { currency: { decimals: currency }, token: { decimals: token }, rate }
    expect(inToken(amount, conversion)).toBe(expected)
  })

  /** A fraction, exactly. */
  interface Rational {
    readonly top: bigint
    readonly bottom: bigint
  }
  const rational = (text: string): Rational => {
    const [whole = '', fraction = ''] = text.split('.')
    return { top: BigInt(whole + fraction), bottom: 10n ** BigInt(fraction.length) }
  }
  const isAtMost = (a: Rational, b: Rational) => a.top * b.bottom <= b.top * a.bottom

  it('is the nearest whole number of units to the exact quotient', () => {
    const decimals = fc.integer({ min: 0, max: 18 })
    const digits = fc.stringMatching(/^\d{1,12}$/)
    const rate = fc
      .tuple(digits, fc.option(digits))
      .map(([whole, fraction]) => (fraction === null ? whole : `${whole}.${fraction}`))
      .filter((text) => /[1-9]/.test(text))
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 24n), decimals, decimals, rate, (amount, from, to, value) => {
        const got = inToken(amount, { currency: { decimals: from }, token: { decimals: to }, rate: value })
        const { top, bottom } = rational(value)
        // amount / 10^from / rate · 10^to
        const exact = { top: amount * bottom * 10n ** BigInt(to), bottom: top * 10n ** BigInt(from) }
        const half = (twice: bigint): Rational => ({ top: twice, bottom: 2n })
        // got - 1/2 <= exact < got + 1/2, but for what would be nothing.
        const isNotBelow = got === 1n || isAtMost(half(2n * got - 1n), exact)
        expect(got).toBeGreaterThan(0n)
        expect(isNotBelow && !isAtMost(half(2n * got + 1n), exact)).toBe(true)
      }),
    )
  })
})

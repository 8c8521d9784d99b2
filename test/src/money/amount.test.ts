import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { formatAmount, formatDecimal, formatPrice, parseAmount, toDecimal } from '#src/money/amount.ts'

const USDC = { symbol: 'USDC', decimals: 6 }
const TENGE = { symbol: 'KZT', decimals: 0 }

const asset = fc.record({ symbol: fc.constant('USDC'), decimals: fc.integer({ min: 0, max: 18 }) })
const units = fc.bigInt({ min: 0n, max: 10n ** 24n })
const amount = fc.record({ units, asset })

describe('parseAmount', () => {
  it.each([
    ['0', 0n],
    ['4.27', 4_270_000n],
    ['0.000001', 1n],
    ['007', 7_000_000n],
    ['1000', 1_000_000_000n],
  ])('reads %s', (text, expected) => {
    expect(parseAmount(text, USDC)).toEqual({ ok: true, value: { units: expected, asset: USDC } })
  })

  it.each(['', '.', '1.', '.5', '-1', '+1', '1e3', '1,5', ' 1', '1 ', '0x1', '1.0000001', '1.2.3', '١'])(
    'refuses %j',
    (text) => {
      expect(parseAmount(text, USDC)).toMatchObject({ ok: false, error: { code: 'SALE_AMOUNT_INVALID' } })
    },
  )

  it('takes no decimals for an asset without them', () => {
    expect(parseAmount('1.0', TENGE).ok).toBe(false)
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), asset, (text, of) => typeof parseAmount(text, of).ok === 'boolean'))
  })
})

describe('toDecimal', () => {
  it('is undone by parseAmount', () => {
    fc.assert(
      fc.property(amount, (one) => {
        expect(parseAmount(toDecimal(one), one.asset)).toEqual({ ok: true, value: one })
      }),
    )
  })

  it('has no needless zeros', () => {
    fc.assert(
      fc.property(amount, (one) => {
        expect(toDecimal(one)).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/)
      }),
    )
  })
})

describe('formatAmount', () => {
  it.each([
    ['en', '1,234.50'],
    ['ru', '1\u00a0234,50'],
    ['kk', '1\u00a0234,50'],
  ] as const)('writes as people do in %s', (language, expected) => {
    expect(formatAmount({ units: 1_234_500_000n, asset: USDC }, language)).toBe(expected)
  })

  it('keeps every digit that is not zero and at least two decimals', () => {
    expect(formatAmount({ units: 1n, asset: USDC }, 'en')).toBe('0.000001')
    expect(formatAmount({ units: 4_000_000n, asset: USDC }, 'en')).toBe('4.00')
    expect(formatAmount({ units: 2_290n, asset: TENGE }, 'kk')).toBe('2\u00a0290')
  })

  it('says the same amount in every language', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(...LANGUAGES), (one, language) => {
        const point = language === 'en' ? '.' : ','
        const plain = formatAmount(one, language)
          .replace(/[\u00a0]/g, '')
          .replace(language === 'en' ? /,/g : /\./g, '')
          .replace(point, '.')
        expect(parseAmount(plain, one.asset)).toEqual({ ok: true, value: one })
      }),
    )
  })
})

it('writes prices with whole amounts bare', () => {
  const tiyn = { symbol: '₸', decimals: 2 }
  expect(formatPrice({ units: 229_000n, asset: tiyn }, 'ru')).toBe('2\u00a0290')
  expect(formatPrice({ units: 229_050n, asset: tiyn }, 'ru')).toBe('2\u00a0290,50')
  expect(formatPrice({ units: 5n, asset: tiyn }, 'en')).toBe('0.05')
  expect(formatPrice({ units: 4_270_794n, asset: USDC }, 'en')).toBe('4.270794')
})

it('writes a decimal string with all its digits', () => {
  expect(formatDecimal('1536.20', 'kk')).toBe('1\u00a0536,20')
  expect(formatDecimal('536', 'en')).toBe('536')
  expect(formatDecimal('536.2', 'en', 2)).toBe('536.20')
})

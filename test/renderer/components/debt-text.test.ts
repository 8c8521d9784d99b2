import { expect, it } from 'vitest'
import { debtWords, togetherText } from '#renderer/components/debt-text.ts'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { makeText } from '#renderer/i18n/use-text.ts'
import type { Debt } from '#src/sale/debt.ts'

const USDC = { symbol: 'USDC', decimals: 6 }
const TENGE = { symbol: '₸', decimals: 2 }
const EN = makeText('en', TRANSLATORS.en)
/** At noon in UTC: the same day from the Azores to Kazakhstan. */
const DEBT: Debt = {
  owed: { units: 12_000n, asset: TENGE },
  ...{ units: 250_000n, payments: 1, since: Date.UTC(2026, 2, 12, 12) },
}
const IN_TOKEN: Debt = { ...DEBT, owed: { units: 250_000n, asset: USDC } }

it('tells how much and since when, in one piece each', () => {
  expect(debtWords(DEBT, USDC, EN)).toEqual({ amount: '120\u00a0₸', day: '12\u00a0Mar' })
  expect(debtWords(IN_TOKEN, USDC, EN).amount).toBe('0.25\u00a0USDC')
})

it('adds the sale in the currency that both are priced in, else in the token', () => {
  const sale = { units: 4_000_000n, price: { units: 229_000n, asset: TENGE } }
  expect(togetherText(DEBT, sale, USDC, EN)).toBe('2,410\u00a0₸')
  expect(togetherText(DEBT, { ...sale, price: undefined }, USDC, EN)).toBe('4.25\u00a0USDC')
  expect(togetherText(IN_TOKEN, sale, USDC, EN)).toBe('4.25\u00a0USDC')
})

import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { CustomerScreen } from '#renderer/customer/customer-screen.tsx'
import type { DisplayContent } from '#src/display/content.ts'
import type { Language } from '#src/language.ts'

const UNITS = 1_234_500_000n

const markupOf = (content: DisplayContent, language: Language = 'en'): string =>
  renderToStaticMarkup(
    <CustomerScreen
      view={{ shop: 'Aport Market', asset: { symbol: 'USDC', decimals: 6 }, language, content }}
    />,
  )

/** What can be read on the screen. */
const textOf = (content: DisplayContent, language?: Language): string =>
  markupOf(content, language)
    .replace(/<[^>]*>/g, ' ')
    .replace(/[ \n]+/g, ' ')
    .trim()

it('shows the shop’s name, and no money, while nothing is sold', () => {
  expect(textOf({ kind: 'idle' })).toBe('Aport Market')
})

describe.each([
  {
    language: 'en',
    pay: 'Pay to Aport Market Please pay 1,234.50 USDC Tap your card',
    again: 'Hold the card on the reader again',
    paid: 'Paid 1,234.50 USDC Thank you',
    declined: 'Not paid 1,234.50 USDC Please ask the cashier',
  },
  {
    language: 'ru',
    pay: 'Получатель: Aport Market К оплате 1\u00a0234,50 USDC Приложите карту',
    again: 'Приложите карту ещё раз',
    paid: 'Оплачено 1\u00a0234,50 USDC Спасибо',
    declined: 'Не оплачено 1\u00a0234,50 USDC Обратитесь к кассиру',
  },
  {
    language: 'kk',
    pay: 'Қабылдаушы: Aport Market Төлеңіз 1\u00a0234,50 USDC Картаны тақаңыз',
    again: 'Картаны қайта тақаңыз',
    paid: 'Төленді 1\u00a0234,50 USDC Рақмет',
    declined: 'Төленбеді 1\u00a0234,50 USDC Кассирге жүгініңіз',
  },
] as const)('in $language', ({ language, ...words }) => {
  it('says to whom, how much, and what to do', () => {
    expect(textOf({ kind: 'pay', units: UNITS, again: false, qr: null }, language)).toBe(words.pay)
  })

  it('asks for another try in its place', () => {
    const text = textOf({ kind: 'pay', units: UNITS, again: true, qr: null }, language)
    expect(text.endsWith(words.again)).toBe(true)
  })

  it('says in words what came of it', () => {
    expect(textOf({ kind: 'paid', units: UNITS }, language)).toBe(words.paid)
    expect(textOf({ kind: 'declined', units: UNITS }, language)).toBe(words.declined)
  })
})

it('shows a wallet its code beside the amount, and how to go on', () => {
  const content = { kind: 'pay', units: UNITS, again: false, qr: 'TPQ:7WE QE' } as const
  expect(markupOf(content)).toContain('aria-label="Payment request for a wallet"')
  expect(textOf(content)).toContain('Or scan it with your wallet, then hold its answer to the scanner')
  expect(textOf(content)).toContain('1,234.50 USDC')
  expect(markupOf({ ...content, qr: null })).not.toContain('class="qr"')
})

it('tells the results and the second try apart by shape, not by colour alone', () => {
  const paid = markupOf({ kind: 'paid', units: UNITS })
  const declined = markupOf({ kind: 'declined', units: UNITS })
  expect(paid).toContain('<circle class="result-shape__body"')
  expect(paid).not.toContain('<rect')
  expect(declined).toContain('<rect class="result-shape__body"')
  expect(declined).not.toContain('<circle')
  expect(markupOf({ kind: 'pay', units: UNITS, again: true, qr: null })).toContain('mark--attention')
  expect(markupOf({ kind: 'pay', units: UNITS, again: false, qr: null })).not.toContain('mark--attention')
})

it('shows the price as the customer knows it, and what the card signs beside it', () => {
  const price = { units: 229_000n, asset: { symbol: '₸', decimals: 2 } }
  expect(textOf({ kind: 'pay', units: 4_270_794n, again: false, qr: null, price })).toBe(
    'Pay to Aport Market Please pay 2,290 ₸ = 4.270794\u00a0USDC Tap your card',
  )
  expect(textOf({ kind: 'paid', units: 4_270_794n, price })).toBe(
    'Paid 2,290 ₸ = 4.270794\u00a0USDC Thank you',
  )
})

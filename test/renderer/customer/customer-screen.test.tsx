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

/** 14 November 2023 at noon in UTC: the same day from the Azores to Kazakhstan. */
const owing = (isPaying: boolean): DisplayContent => ({
  ...{ kind: 'debt', units: UNITS, isPaying },
  debt: {
    owed: { units: 12_000n, asset: { symbol: '₸', decimals: 2 } },
    ...{ units: 250_000n, payments: 1, since: Date.UTC(2023, 10, 14, 12) },
  },
})

describe.each([
  {
    language: 'en',
    pay: 'Pay to Aport Market Please pay 1,234.50 USDC Tap your card',
    again: 'Hold the card on the reader again',
    paid: 'Paid 1,234.50 USDC Thank you',
    declined: 'Not paid 1,234.50 USDC Please ask the cashier',
    closed: 'Aport Market This till is closed Please use another one',
    owe: 'You owe 120\u00a0₸ from 14\u00a0Nov: pay now? Please tell the cashier',
    paying: 'Paying 120\u00a0₸ from 14\u00a0Nov One moment, please',
  },
  {
    language: 'ru',
    pay: 'Получатель: Aport Market К оплате 1\u00a0234,50 USDC Приложите карту',
    again: 'Приложите карту ещё раз',
    paid: 'Оплачено 1\u00a0234,50 USDC Спасибо',
    declined: 'Не оплачено 1\u00a0234,50 USDC Обратитесь к кассиру',
    closed: 'Aport Market Касса закрыта Пройдите, пожалуйста, к другой',
    owe: 'За вами долг 120\u00a0₸ от 14\u00a0ноября. Оплатить сейчас? Скажите кассиру',
    paying: 'Оплачиваем 120\u00a0₸ от 14\u00a0ноября Подождите немного',
  },
  {
    language: 'kk',
    pay: 'Қабылдаушы: Aport Market Төлеңіз 1\u00a0234,50 USDC Картаны тақаңыз',
    again: 'Картаны қайта тақаңыз',
    paid: 'Төленді 1\u00a0234,50 USDC Рақмет',
    declined: 'Төленбеді 1\u00a0234,50 USDC Кассирге жүгініңіз',
    closed: 'Aport Market Касса жабық Басқа кассаға өтіңіз',
    owe: '14\u00a0қараша күнгі 120\u00a0₸ қарызыңыз бар. Қазір төлейсіз бе? Кассирге айтыңыз',
    paying: '14\u00a0қараша күнгі 120\u00a0₸ төленіп жатыр Сәл күтіңіз',
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

  it('says that it is closed, and where to go', () => {
    expect(textOf({ kind: 'closed' }, language)).toBe(words.closed)
    expect(markupOf({ kind: 'closed' }, language)).toContain('mark--bad')
  })

  it('says what is owed and since when, and that it is being paid', () => {
    expect(textOf(owing(false), language)).toBe(words.owe)
    expect(textOf(owing(true), language)).toBe(words.paying)
    expect(markupOf(owing(false), language)).toContain('mark--attention')
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

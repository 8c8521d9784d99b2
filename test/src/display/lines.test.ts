import { expect, it } from 'vitest'
import type { DisplayContent } from '#src/display/content.ts'
import { displayLines } from '#src/display/lines.ts'
import { LANGUAGES } from '#src/language.ts'

const asset = { symbol: 'USDC', decimals: 6 }
const units = 4_270_000n
const DEBT = {
  owed: { units: 12_000n, asset: { symbol: '₸', decimals: 2 } },
  ...{ units: 250_000n, payments: 1, since: 0 },
}
const contents: readonly DisplayContent[] = [
  { kind: 'pay', units, again: false, qr: null },
  { kind: 'pay', units, again: true, qr: 'TPQ:7WE QE' },
  { kind: 'paid', units },
  { kind: 'declined', units },
  { kind: 'debt', units, debt: DEBT, isPaying: false },
  { kind: 'debt', units, debt: DEBT, isPaying: true },
  { kind: 'closed' },
]

it('says in each language how much, and what came of it', () => {
  const tops = (language: (typeof LANGUAGES)[number]) =>
    contents.map((content) => displayLines(content, { shop: 'Aport', asset, language }).top)
  expect(tops('en')).toEqual([
    ...['Please pay', 'Please tap again', 'Paid', 'Not paid'],
    ...['You owe. Pay now?', 'Paying your debt', 'This till is closed'],
  ])
  expect(tops('ru')).toEqual([
    ...['К оплате', 'Приложите ещё раз', 'Оплачено', 'Не оплачено'],
    ...['Есть долг. Оплатить?', 'Оплачиваем долг', 'Касса закрыта'],
  ])
  expect(tops('kk')).toEqual([
    ...['Төлеңіз', 'Қайта жақындатыңыз', 'Төленді', 'Төленбеді'],
    ...['Қарыз. Төлейсіз бе?', 'Қарыз төленуде', 'Касса жабық'],
  ])
})

it('shows the amount below', () => {
  expect(displayLines({ kind: 'paid', units }, { shop: 'Aport', asset, language: 'en' }).bottom).toBe(
    '4.27 USDC',
  )
})

it('shows what is owed, and not what is to be paid besides', () => {
  const content = { kind: 'debt', units, debt: DEBT, isPaying: false } as const
  expect(displayLines(content, { shop: '', asset, language: 'en' }).bottom).toBe('120.00 ₸')
})

it('greets with the name of the shop', () => {
  const terms = { shop: 'Aport Market', asset, language: 'kk' } as const
  expect(displayLines({ kind: 'idle' }, terms)).toEqual({ top: 'Aport Market', bottom: '' })
})

it('says where to go when it is closed', () => {
  const bottoms = LANGUAGES.map((language) => displayLines({ kind: 'closed' }, { shop: '', asset, language }))
  expect(bottoms.map(({ bottom }) => bottom).sort()).toEqual([
    ...['Please use another', 'Басқасына өтіңіз', 'Пройдите к другой'],
  ])
})

it('has words that fit a line of twenty letters', () => {
  for (const language of LANGUAGES)
    for (const content of contents) {
      const { top, bottom } = displayLines(content, { shop: '', asset, language })
      expect(top.length).toBeLessThanOrEqual(20)
      expect(bottom.length).toBeLessThanOrEqual(20)
    }
})

const price = { units: 229_000n, asset: { symbol: '₸', decimals: 2 } }

it('shows the price and its amount of the token at the two edges', () => {
  const terms = { shop: 'Aport', asset, language: 'ru' } as const
  expect(displayLines({ kind: 'pay', units, again: false, qr: null, price }, terms)).toEqual({
    top: 'К оплате',
    bottom: '2\u00a0290,00 ₸ 4,27 USDC',
  })
})

it('shows the price alone where both are too long for a line', () => {
  const long = { ...price, units: 12_345_600n }
  expect(
    displayLines({ kind: 'paid', units: 230_243_193n, price: long }, { shop: '', asset, language: 'en' })
      .bottom,
  ).toBe('123,456.00 ₸')
})

import { describe, expect, it } from 'vitest'
import type { Order } from '#src/order/order.ts'
import { layOut } from '#src/receipt/layout.ts'
import { type Columns, lettersPerLine, type ReceiptLine } from '#src/receipt/line.ts'
import { discountAndTip, formatRate, goods } from '#src/receipt/order.ts'
import { RECEIPT_WORDS } from '#src/receipt/words.ts'
import { lettersIn } from '#src/receipt/wrap.ts'
import { fakeReceipt } from './fake-receipt.ts'

const TENGE = { symbol: '₸', decimals: 2 }
const USDC = { symbol: 'USDC', decimals: 6 }
/** 2,290 ₸, ten percent off, a hundred of tip: 2,161 ₸ at 536.20. */
const ORDER: Order = {
  currency: TENGE,
  lines: [
    { name: 'Milk, 1 l', quantity: 2, unitPrice: 52_000n },
    { name: 'Tea', quantity: 1, unitPrice: 125_000n },
  ],
  discount: 22_900n,
  tip: 10_000n,
  total: 216_100n,
  // 14:10 in Almaty.
  rate: { value: '536.20', source: 'National Bank', at: Date.UTC(2026, 10, 24, 9, 10) },
}
const AMOUNT = { units: 4_030_213n, asset: USDC }

/** The paper between the first rule and the payer. */
function body(lines: readonly ReceiptLine[], columns: Columns): string[] {
  const shown = lines.map((line) => {
    if (line.kind === 'rule') return '-'.repeat(columns)
    return line.kind === 'text' ? line.text : ''
  })
  const from = shown.findIndex((line) => line.startsWith('---'))
  const to = shown.findIndex((line) => /^(Payer|Плательщик|Төлеуші)/.test(line))
  return shown.slice(from, to)
}

describe('the paper of an order', () => {
  it('has what was bought, line by line, and the total in the currency', () => {
    const lines = layOut(fakeReceipt({ order: ORDER, amount: AMOUNT }), 48)
    expect(body(lines, 48)).toEqual([
      '------------------------------------------------',
      'Till                                           2',
      'Receipt No.                           001-000347',
      'Date                     24 Nov 2026 14:32 UTC+5',
      '------------------------------------------------',
      'Milk, 1 l',
      '  2 x 520.00                            1,040.00',
      'Tea',
      '  1 x 1,250.00                          1,250.00',
      '------------------------------------------------',
      'Discount                                 -229.00',
      'Tip                                       100.00',
      '------------------------------------------------',
      'TOTAL         2,161.00 ₸',
      'In the token                       4.030213 USDC',
      'Rate                           1 USDC = 536.20 ₸',
      'National Bank                       24 Nov 14:10',
      '------------------------------------------------',
    ])
    const total = lines.find((line) => line.kind === 'text' && line.text.startsWith('TOTAL'))
    expect(total).toMatchObject({ size: 'double', bold: true })
  })

  it('speaks Kazakh on narrow paper', () => {
    const order: Order = {
      ...ORDER,
      lines: [{ name: 'Қара бидай ұнынан пісірілген нан, 650 г', quantity: 12, unitPrice: 19_050n }],
      discount: 0n,
      tip: 0n,
      total: 228_600n,
    }
    const amount = { units: 4_263_335n, asset: USDC }
    expect(body(layOut(fakeReceipt({ language: 'kk', order, amount }), 32), 32)).toEqual([
      '--------------------------------',
      'Касса                          2',
      'Чек №                 001-000347',
      'Күні      24.11.2026 14:32 UTC+5',
      '--------------------------------',
      'Қара бидай ұнынан пісірілген',
      'нан, 650 г',
      '  12 x 190,50           2 286,00',
      '--------------------------------',
      'БАРЛЫҒЫ',
      '      2 286,00 ₸',
      'Токенмен           4,263335 USDC',
      'Бағам          1 USDC = 536,20 ₸',
      'National Bank    24 қараша 14:10',
      '--------------------------------',
    ])
  })

  it('speaks Russian', () => {
    const paper = body(layOut(fakeReceipt({ language: 'ru', order: ORDER, amount: AMOUNT }), 48), 48).join(
      '\n',
    )
    for (const word of ['Скидка', 'Чаевые', 'ИТОГО', 'В токенах', 'Курс']) expect(paper).toContain(word)
    expect(paper).toContain('  2 x 520,00                            1 040,00')
  })

  it('in the token itself has no rate, and the total in the token', () => {
    const order: Order = { ...ORDER, currency: USDC, discount: 0n, tip: 0n, total: 229_000n, rate: null }
    const amount = { units: 229_000n, asset: USDC }
    const paper = body(layOut(fakeReceipt({ order, amount }), 48), 48).join('\n')
    expect(paper).toContain('0.229 USDC')
    expect(paper).not.toMatch(/Rate|In the token|Discount|Tip/)
  })

  it('fits any paper, whatever the names and sums', () => {
    const order: Order = {
      ...ORDER,
      lines: [{ name: 'Ж'.repeat(60), quantity: 9999, unitPrice: 10n ** 15n }],
      total: 10n ** 19n,
      rate: { value: '123456789012.123456789012', source: 'S'.repeat(40), at: 0 },
    }
    for (const columns of [48, 42, 32] as const)
      for (const line of layOut(fakeReceipt({ order, amount: AMOUNT }), columns))
        if (line.kind === 'text')
          expect(lettersIn(line.text)).toBeLessThanOrEqual(lettersPerLine(columns, line.size))
  })
})

it('words a line, a discount, a tip and a rate', () => {
  expect(goods({ name: 'Tea', quantity: 2, unitPrice: 125_000n }, TENGE, 'ru')).toEqual([
    '  2 × 1\u00a0250,00',
    '2\u00a0500,00',
  ])
  expect(discountAndTip(ORDER, RECEIPT_WORDS.en, 'en')).toEqual([
    ['Discount', '-229.00'],
    ['Tip', '100.00'],
  ])
  expect(discountAndTip({ ...ORDER, discount: 0n, tip: 0n }, RECEIPT_WORDS.en, 'en')).toEqual([])
  expect(formatRate({ value: '1536.20', source: 'x', at: 0 }, TENGE, USDC, 'en')).toBe('1 USDC = 1,536.20 ₸')
})

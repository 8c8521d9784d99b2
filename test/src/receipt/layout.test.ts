import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { layOut } from '#src/receipt/layout.ts'
import { type Columns, lettersPerLine, type ReceiptLine } from '#src/receipt/line.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { formatProof } from '#src/receipt/proof.ts'
import { lettersIn } from '#src/receipt/wrap.ts'
import { fakeReceipt } from './fake-receipt.ts'

const WIDTHS: readonly Columns[] = [48, 42, 32]
const PAPERS = LANGUAGES.flatMap((language) => WIDTHS.map((columns) => [language, columns] as const))

const words = (lines: readonly ReceiptLine[]): string =>
  lines
    .flatMap((line) => (line.kind === 'text' ? [line.text] : []))
    .join(' ')
    .replace(/\s+/g, ' ')

const tooWide = (lines: readonly ReceiptLine[], columns: Columns) =>
  lines.filter((line) => line.kind === 'text' && lettersIn(line.text) > lettersPerLine(columns, line.size))

describe('a receipt', () => {
  it('says everything in English', () => {
    expect(words(layOut(fakeReceipt(), 48))).toBe(
      'Aport Market 10 Kabanbay Batyr St, Almaty BIN 123456789012 Till 2 Receipt No. 001-000347 ' +
        'Date 24 Nov 2026 14:32 UTC+5 TOTAL 4.27 USDC Payer 0x7E5F...5Bdf Token USDC 0x8335...2913 Chain 8453 ' +
        'Accepted offline. Settles by 27 Nov 14:32. Scan to check this payment Thank you!',
    )
  })

  it('says everything in Russian', () => {
    expect(words(layOut(fakeReceipt({ language: 'ru' }), 48))).toBe(
      'Магазин "Апорт" г. Алматы, ул. Кабанбай батыра, 10 БИН 123456789012 Касса 2 Чек № 001-000347 ' +
        'Дата 24.11.2026 14:32 UTC+5 ИТОГО 4,27 USDC Плательщик 0x7E5F...5Bdf Токен USDC 0x8335...2913 Сеть 8453 ' +
        'Принято офлайн. Расчёт до 27 ноября 14:32. Проверьте платёж по QR-коду Спасибо!',
    )
  })

  it('says everything in Kazakh', () => {
    expect(words(layOut(fakeReceipt({ language: 'kk' }), 48))).toBe(
      'Апорт дүкені Алматы қ., Қабанбай батыр к-сі, 10 БСН 123456789012 Касса 2 Чек № 001-000347 ' +
        'Күні 24.11.2026 14:32 UTC+5 БАРЛЫҒЫ 4,27 USDC Төлеуші 0x7E5F...5Bdf Токен USDC 0x8335...2913 Желі 8453 ' +
        'Офлайн қабылданды. Есеп айырысу мерзімі: 27 қараша 14:32. Төлемді QR-код арқылы тексеріңіз Рақмет!',
    )
  })

  it.each(PAPERS)('says the same in %s on %i columns as on any other', (language, columns) => {
    const receipt = fakeReceipt({ language })
    expect(words(layOut(receipt, columns))).toBe(words(layOut(receipt, 48)))
    expect(tooWide(layOut(receipt, columns), columns)).toEqual([])
  })

  it.each(PAPERS)('names a settled payment so in %s on %i columns', (language, columns) => {
    const text = words(layOut(fakeReceipt({ language, state: { kind: 'settled' } }), columns))
    expect(text).toMatch(/settled|завершён|аяқталды/)
    expect(text).not.toMatch(/offline|офлайн/i)
  })

  it('prints the total in double size, bold', () => {
    const total = layOut(fakeReceipt(), 48).find(
      (line) => line.kind === 'text' && line.text.includes('TOTAL'),
    )
    expect(total).toMatchObject({ size: 'double', bold: true, text: 'TOTAL          4.27 USDC' })
  })

  it('makes a total that is too long for double letters tall instead', () => {
    const amount = { units: 123_456_789_123_456_789n, asset: { symbol: 'USDC', decimals: 6 } }
    const lines = layOut(fakeReceipt({ amount }), 32)
    expect(lines).toContainEqual(expect.objectContaining({ size: 'tall', bold: true }))
    expect(words(lines)).toContain('123,456,789,123.456789 USDC')
    expect(tooWide(lines, 32)).toEqual([])
  })

  it.each([
    ['kk', 'КӨШІРМЕ'],
    ['ru', 'КОПИЯ'],
    ['en', 'COPY'],
  ] as const)('says in %s at both ends that it is a copy', (language, mark) => {
    expect(words(layOut(fakeReceipt({ language }), 48))).not.toContain(mark)
    const text = words(layOut(fakeReceipt({ language, copy: true }), 48))
    expect(text.startsWith(`* ${mark} *`) && text.endsWith(`* ${mark} *`)).toBe(true)
  })

  it('ends with one cut, after one code that proves the payment', () => {
    const receipt = fakeReceipt()
    const lines = layOut(receipt, 48)
    expect(lines.filter((line) => line.kind === 'qr')).toEqual([
      { kind: 'qr', payload: formatProof(receipt.proof) },
    ])
    expect(lines.map((line) => line.kind).indexOf('cut')).toBe(lines.length - 1)
  })

  it('stays within the paper whatever the shop is called and wherever it is', () => {
    const shop: fc.Arbitrary<Receipt['shop']> = fc.record({
      name: fc.string({ unit: 'grapheme', maxLength: 90 }),
      address: fc.string({ unit: 'grapheme', maxLength: 90 }),
      taxId: fc.string({ maxLength: 40 }),
    })
    fc.assert(
      fc.property(shop, fc.string({ maxLength: 60 }), fc.constantFrom(...WIDTHS), (place, till, columns) => {
        expect(tooWide(layOut(fakeReceipt({ shop: place, till }), columns), columns)).toEqual([])
      }),
    )
  })
})

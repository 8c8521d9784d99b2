import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { type Columns, lettersPerLine, type ReceiptLine } from '#src/receipt/line.ts'
import { layOutTicket, type TicketPaper } from '#src/receipt/ticket-layout.ts'
import { lettersIn } from '#src/receipt/wrap.ts'
import { account } from '../../fakes/accepted.ts'
import { SINGLE } from '../../vectors/ticket.ts'

const TICKET: TicketPaper = {
  ...{
    language: 'en',
    station: 'Abay',
    product: 'Single ticket',
    kind: 'single',
    topUp: null,
    number: '001-000347',
  },
  from: Date.parse('2026-11-27T15:00:00+05:00'),
  until: Date.parse('2026-11-27T17:00:00+05:00'),
  utcOffset: () => 300,
  paid: { asset: { symbol: '₸', decimals: 2 }, units: 12_000n },
  ...{ card: account(0xabc), code: SINGLE.text, copy: false },
}
const WIDTHS: readonly Columns[] = [48, 42, 32]
const PAPERS = LANGUAGES.flatMap((language) => WIDTHS.map((columns) => [language, columns] as const))

const words = (lines: readonly ReceiptLine[]): string =>
  lines
    .flatMap((line) => (line.kind === 'text' ? [line.text] : []))
    .join(' ')
    .replace(/\s+/g, ' ')

describe('the paper of a ticket', () => {
  it('says what it is, when it is good, and what was paid', () => {
    expect(words(layOutTicket(TICKET, 48))).toBe(
      'Abay Single ticket Valid from 27 Nov 2026 15:00 UTC+5 Valid until 27 Nov 2026 17:00 UTC+5 ' +
        'Show this code to the inspector Ticket No. 001-000347 Paid 120.00 ₸',
    )
  })

  it('holds its code, and ends with a cut', () => {
    const lines = layOutTicket(TICKET, 48)
    expect(lines.filter(({ kind }) => kind === 'qr')).toEqual([{ kind: 'qr', payload: SINGLE.text }])
    expect(lines.at(-1)).toEqual({ kind: 'cut' })
  })

  it('of a pass names the card that it is on', () => {
    expect(words(layOutTicket({ ...TICKET, kind: 'day-pass' }, 48))).toContain('The pass is on card 0x0000')
  })

  it('of a top-up says whether there was a pass to prolong', () => {
    const topUp = { ...TICKET, kind: 'pass-top-up' } as const
    expect(words(layOutTicket({ ...topUp, topUp: 'prolonged' }, 48))).toContain(
      'The pass on the card is prolonged',
    )
    expect(words(layOutTicket({ ...topUp, topUp: 'begun' }, 48))).toContain(
      'The card had no pass: a new one has begun',
    )
  })

  it('says at both ends that a copy is one', () => {
    expect(words(layOutTicket({ ...TICKET, copy: true }, 48)).match(/\* COPY \*/g)).toHaveLength(2)
  })

  it.each(PAPERS)('fits the paper in %s at %i letters', (language, columns) => {
    const product = 'Жиырма төрт сағаттық қайту билеті, екі адамға'
    const long = { ...TICKET, language, product, kind: 'pass-top-up', topUp: 'begun', copy: true } as const
    const tooWide = layOutTicket(long, columns).filter(
      (line) => line.kind === 'text' && lettersIn(line.text) > lettersPerLine(columns, line.size),
    )
    expect(tooWide).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { type Columns, lettersPerLine } from '#src/receipt/line.ts'
import { layOutReport, type Report, type ReportHead } from '#src/report/layout.ts'
import type { ZReport } from '#src/till/report.ts'
import type { OpenShift } from '#src/till/shift.ts'
import { noTotals } from '#src/till/totals.ts'

const USDC = { symbol: 'USDC', decimals: 6 }
const TENGE = { symbol: '₸', decimals: 2 }
const aigul = { id: 'aigul', name: 'Айгүл' }
/** 24 November 2026, 09:00 UTC. */
const NINE = Date.UTC(2026, 10, 24, 9)

const shift: OpenShift = {
  ...{ number: 42, by: aigul, float: 2_000_000n, openedAt: NINE - 5 * 3_600_000 },
  totals: {
    tokens: [
      {
        ...{ asset: USDC, chainId: 8453, contract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913' },
        sales: { count: 3, units: 12_500_000n },
        voids: { count: 1, units: 2_000_000n },
        refunds: { count: 1, units: 500_000n },
      },
    ],
    currencies: [{ currency: TENGE, sales: 670_000n, discounts: 1_000n, tips: 0n }],
    firstReceipt: '001-000345',
    lastReceipt: '001-000347',
  },
}
const z: ZReport = {
  ...shift,
  ...{ closedAt: NINE, closedBy: aigul, counted: 1_950_000n, version: '0.2.0' },
  unsettled: { count: 2, units: 8_540_000n },
  journal: { seq: 4711, hash: `0x${'5c'.repeat(32)}` },
}
const head: ReportHead = {
  language: 'en',
  shop: { name: 'Aport Market', address: 'Абай к-сі 1', taxId: '123456789012' },
  ...{ till: '1', cash: TENGE, token: USDC },
  utcOffsetAt: () => 300,
}

const texts = (report: Report, columns: Columns = 48, change: Partial<ReportHead> = {}) =>
  layOutReport(report, { ...head, ...change }, columns).flatMap((line) =>
    line.kind === 'text' ? [line.text] : [],
  )
/** "Label … value" as "Label|value". */
const squeezed = (lines: string[]) => lines.map((line) => line.replace(/ {2,}/g, '|'))

describe('a Z report', () => {
  it('says all that the day came to, line by line', () => {
    expect(squeezed(texts({ kind: 'z', report: z, copy: false }))).toEqual([
      'Aport Market',
      'Абай к-сі 1',
      'BIN 123456789012',
      'Z REPORT No. 42',
      'Till|1',
      'Shift No.|42',
      'Opened|24 Nov 2026 09:00 UTC+5',
      'Opened by|Айгүл',
      'Closed|24 Nov 2026 14:00 UTC+5',
      'Closed by|Айгүл',
      'USDC 0x8335...2913',
      'Sales (3)|12.50 USDC',
      'Voids (1)|-2.00 USDC',
      'Returns (1)|-0.50 USDC',
      'NET|10.00 USDC',
      'At prices in ₸|6,700.00',
      'Discounts|10.00',
      'Tips|0.00',
      'First receipt|001-000345',
      'Last receipt|001-000347',
      'Cash at the start|20,000.00 ₸',
      'Cash counted|19,500.00 ₸',
      'Difference|-500.00 ₸',
      'Not settled yet (2)|8.54 USDC',
      'Journal line|4711',
      'Its hash:',
      '5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c',
      '5c5c5c5c5c5c5c5c',
      'Program version|0.2.0',
    ])
  })

  it('says at both ends that it is a copy, and only then', () => {
    const copy = texts({ kind: 'z', report: z, copy: true })
    expect([copy.at(0), copy.at(-1)]).toEqual(['* COPY *', '* COPY *'])
    expect(texts({ kind: 'z', report: z, copy: false }).join()).not.toContain('COPY')
  })

  it('names who allowed it, and a net below zero', () => {
    const [token] = shift.totals.tokens
    if (!token) throw new Error('a token')
    const refunded = { ...token, refunds: { count: 4, units: 30_000_000n } }
    const report = {
      ...z,
      approvedBy: { id: 'marat', name: 'Марат' },
      totals: { ...z.totals, tokens: [refunded] },
    }
    const lines = squeezed(texts({ kind: 'z', report, copy: false }))
    expect(lines).toContain('Approved by|Марат')
    expect(lines).toContain('NET|-19.50 USDC')
  })

  it('of a shift without sales or cash says so', () => {
    const report = { ...z, float: null, counted: null, totals: noTotals }
    const lines = squeezed(texts({ kind: 'z', report, copy: false }, 48, { cash: null }))
    expect(lines).toContain('Nothing was sold.')
    expect(lines).toContain('First receipt|-')
    expect(lines.join()).not.toContain('Cash')
  })
})

it('an X report has no number of its own, no proof, and says that the shift goes on', () => {
  const lines = squeezed(texts({ kind: 'x', shift, printedAt: NINE }))
  expect(lines).toContain('X REPORT')
  expect(lines).toContain('Now|24 Nov 2026 14:00 UTC+5')
  expect(lines.at(-1)).toBe('The shift goes on.')
  expect(lines.join()).not.toContain('Journal')
})

describe.each(LANGUAGES)('in %s', (language) => {
  it.each([48, 42, 32] as const)('no line is longer than %d columns, and the last is the cut', (columns) => {
    for (const report of [
      { kind: 'x', shift, printedAt: NINE },
      { kind: 'z', report: z, copy: true },
    ] satisfies Report[]) {
      const lines = layOutReport(report, { ...head, language }, columns)
      for (const line of lines)
        if (line.kind === 'text')
          expect([...line.text].length, line.text).toBeLessThanOrEqual(lettersPerLine(columns, line.size))
      expect(lines.at(-1)).toEqual({ kind: 'cut' })
    }
  })
})

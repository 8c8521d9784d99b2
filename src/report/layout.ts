import type { Language } from '../language.ts'
import { formatAmount } from '../money/amount.ts'
import type { Asset } from '../money/asset.ts'
import { shortAddress } from '../payment/address.ts'
import { formatMoment } from '../receipt/date.ts'
import type { Columns, ReceiptLine } from '../receipt/line.ts'
import { feed, largest, RULE, row, text } from '../receipt/pieces.ts'
import { RECEIPT_WORDS } from '../receipt/words.ts'
import type { ZReport } from '../till/report.ts'
import type { OpenShift } from '../till/shift.ts'
import { type CurrencyTotals, netOf, type Tally, type TokenTotals, type Totals } from '../till/totals.ts'
import { REPORT_WORDS } from './words.ts'

/** A shift as it stands (X), or as it ended (Z). Only a Z report is numbered and can be a copy. */
export type Report =
  | { readonly kind: 'x'; readonly shift: OpenShift; readonly printedAt: number }
  | { readonly kind: 'z'; readonly report: ZReport; readonly copy: boolean }

/** Whose terminal it is, and in what language and clock its paper speaks. */
export interface ReportHead {
  readonly language: Language
  readonly shop: { readonly name: string; readonly address: string; readonly taxId: string }
  readonly till: string
  /** In what cash is counted; null where none is. */
  readonly cash: Asset | null
  /** The token in which what waits is summed up. */
  readonly token: Asset
  /** Of the shop's clock at that moment, in minutes. */
  readonly utcOffsetAt: (ms: number) => number
}

type Row = readonly [label: string, value: string]

/** The whole report, from its head to the cut. */
export function layOutReport(report: Report, head: ReportHead, columns: Columns): ReceiptLine[] {
  const { copy: copyWord } = RECEIPT_WORDS[head.language]
  const isCopy = report.kind === 'z' && report.copy
  const mark = isCopy ? text(`* ${copyWord} *`, columns, { align: 'center', size: 'double', bold: true }) : []
  const rows = (all: readonly Row[]) => all.flatMap(([label, value]) => row(label, value, columns))
  const { totals } = report.kind === 'x' ? report.shift : report.report
  return [
    ...mark,
    ...shopHead(head, columns),
    RULE,
    ...title(report, head, columns),
    ...rows(people(report, head)),
    RULE,
    ...sold(totals, head, columns),
    ...rows(priced(totals.currencies, head)),
    ...rows(receipts(totals, head)),
    ...cash(report, head, columns),
    ...(report.kind === 'z' ? [RULE, ...proof(report.report, head, columns)] : stillOpen(head, columns)),
    ...mark,
    { kind: 'cut' },
  ]
}

const moneyOf = (units: bigint, asset: Asset, language: Language): string =>
  `${signed(units, asset, language)} ${asset.symbol}`

const signed = (units: bigint, asset: Asset, language: Language): string =>
  units < 0n
    ? `-${formatAmount({ units: -units, asset }, language)}`
    : formatAmount({ units, asset }, language)

const shopHead = ({ shop, language }: ReportHead, columns: Columns): ReceiptLine[] => [
  ...text(shop.name, columns, { align: 'center', bold: true }),
  ...text(shop.address, columns, { align: 'center' }),
  ...text(`${RECEIPT_WORDS[language].taxId} ${shop.taxId}`, columns, { align: 'center' }),
]

function title(report: Report, { language }: ReportHead, columns: Columns): ReceiptLine[] {
  const words = REPORT_WORDS[language]
  const name = report.kind === 'x' ? words.x : words.z(report.report.number)
  return [...text(name, columns, { align: 'center', size: largest(name, columns), bold: true }), feed(1)]
}

function people(report: Report, head: ReportHead): Row[] {
  const words = REPORT_WORDS[head.language]
  const receiptWords = RECEIPT_WORDS[head.language]
  const moment = (at: number) => formatMoment({ at, utcOffsetMinutes: head.utcOffsetAt(at) }, receiptWords)
  const { number, openedAt, by } = report.kind === 'x' ? report.shift : report.report
  const begun: Row[] = [
    [receiptWords.till, head.till],
    [words.shift, number.toString()],
    [words.opened, moment(openedAt)],
    [words.openedBy, by.name],
  ]
  if (report.kind === 'x') return [...begun, [words.now, moment(report.printedAt)]]
  const { closedAt, closedBy, approvedBy } = report.report
  return [
    ...begun,
    [words.closed, moment(closedAt)],
    [words.closedBy, closedBy.name],
    ...(approvedBy ? [[words.approvedBy, approvedBy.name] as const] : []),
  ]
}

function sold({ tokens }: Totals, head: ReportHead, columns: Columns): ReceiptLine[] {
  if (tokens.length > 0) return tokens.flatMap((token) => [...inToken(token, head, columns), RULE])
  return [...text(REPORT_WORDS[head.language].nothingSold, columns), RULE]
}

function inToken(token: TokenTotals, { language }: ReportHead, columns: Columns): ReceiptLine[] {
  const words = REPORT_WORDS[language]
  const { asset } = token
  const counted = (label: string, { count, units }: Tally, sign: 1n | -1n) =>
    row(`${label} (${count})`, moneyOf(sign * units, asset, language), columns)
  const net = moneyOf(netOf(token), asset, language)
  return [
    ...text(`${asset.symbol} ${shortAddress(token.contract)}`, columns, { bold: true }),
    ...counted(words.sales, token.sales, 1n),
    ...counted(words.voids, token.voids, -1n),
    ...counted(words.refunds, token.refunds, -1n),
    ...row(words.net, net, columns, { size: 'tall', bold: true }),
  ]
}

function priced(currencies: readonly CurrencyTotals[], { language }: ReportHead): Row[] {
  const words = REPORT_WORDS[language]
  return currencies.flatMap(({ currency, sales, discounts, tips }): Row[] => [
    [words.pricedSales(currency.symbol), signed(sales, currency, language)],
    [words.discounts, signed(discounts, currency, language)],
    [words.tips, signed(tips, currency, language)],
  ])
}

function receipts({ firstReceipt, lastReceipt }: Totals, { language }: ReportHead): Row[] {
  const words = REPORT_WORDS[language]
  return [
    [words.firstReceipt, firstReceipt ?? '-'],
    [words.lastReceipt, lastReceipt ?? '-'],
  ]
}

/** The terminal takes no cash, so what is counted at the end should be what was there at the start. */
function cash(report: Report, { cash: asset, language }: ReportHead, columns: Columns): ReceiptLine[] {
  const { float } = report.kind === 'x' ? report.shift : report.report
  const counted = report.kind === 'x' ? null : report.report.counted
  if (!asset || (float === null && counted === null)) return []
  const words = REPORT_WORDS[language]
  const line = (label: string, units: bigint | null) =>
    units === null ? [] : row(label, moneyOf(units, asset, language), columns)
  return [
    RULE,
    ...line(words.float, float),
    ...line(words.counted, counted),
    ...line(words.difference, float === null || counted === null ? null : counted - float),
  ]
}

function proof(
  { unsettled, journal, version }: ZReport,
  { token, language }: ReportHead,
  columns: Columns,
): ReceiptLine[] {
  const words = REPORT_WORDS[language]
  return [
    ...row(`${words.unsettled} (${unsettled.count})`, moneyOf(unsettled.units, token, language), columns),
    ...row(words.journalLine, journal.seq.toString(), columns),
    ...text(`${words.journalHash}: ${journal.hash.slice(2)}`, columns),
    ...row(words.version, version, columns),
  ]
}

const stillOpen = ({ language }: ReportHead, columns: Columns): ReceiptLine[] => [
  RULE,
  ...text(REPORT_WORDS[language].stillOpen, columns, { align: 'center' }),
]

import type { Language } from '../language.ts'
import { type Amount, formatAmount } from '../money/amount.ts'
import { shortAddress } from '../payment/address.ts'
import { formatDeadline, formatMoment } from './date.ts'
import { toPaperLetters } from './letters.ts'
import { type Columns, lettersPerLine, type ReceiptLine } from './line.ts'
import type { Receipt } from './model.ts'
import { discountAndTip, formatRate, goods, type Row } from './order.ts'
import { feed, largest, RULE, row, styled, text } from './pieces.ts'
import { formatProof } from './proof.ts'
import { RECEIPT_WORDS, type ReceiptWords } from './words.ts'
import { spread } from './wrap.ts'

/** The whole receipt, from its head to the cut, for paper of that width. */
export function layOut(receipt: Receipt, columns: Columns): ReceiptLine[] {
  const words = RECEIPT_WORDS[receipt.language]
  return [
    ...(receipt.copy ? copyMark(words, columns) : []),
    ...head(receipt, words, columns),
    RULE,
    ...title(receipt, words, columns),
    ...facts(receipt, words, columns),
    RULE,
    ...bought(receipt, words, columns),
    ...total(receipt, words, columns),
    ...conversion(receipt, words, columns),
    RULE,
    ...means(receipt, words, columns),
    feed(1),
    ...state(receipt, words, columns),
    feed(1),
    { kind: 'qr', payload: formatProof(receipt.proof) },
    ...text(words.qrCaption, columns, { align: 'center' }),
    feed(1),
    ...text(words.thanks, columns, { align: 'center', bold: true }),
    ...(receipt.copy ? [feed(1), ...copyMark(words, columns)] : []),
    { kind: 'cut' },
  ]
}

const copyMark = (words: ReceiptWords, columns: Columns): ReceiptLine[] =>
  text(`* ${words.copy} *`, columns, { align: 'center', size: 'double', bold: true })

function head({ shop }: Receipt, words: ReceiptWords, columns: Columns): ReceiptLine[] {
  return [
    ...text(shop.name, columns, {
      align: 'center',
      size: largest(toPaperLetters(shop.name), columns),
      bold: true,
    }),
    ...text(shop.address, columns, { align: 'center' }),
    ...text(`${words.taxId} ${shop.taxId}`, columns, { align: 'center' }),
  ]
}

/** What it is, in large letters: a return must never be taken for a sale. */
function title({ title: what }: Receipt, words: ReceiptWords, columns: Columns): ReceiptLine[] {
  if (what === undefined) return []
  const name = words[`${what}Title`]
  const size = largest(toPaperLetters(name), columns)
  return [...text(name, columns, { align: 'center', size, bold: true }), RULE]
}

function facts(receipt: Receipt, words: ReceiptWords, columns: Columns): ReceiptLine[] {
  const moment = { at: receipt.acceptedAt, utcOffsetMinutes: receipt.utcOffsetMinutes }
  return [
    ...row(words.till, receipt.till, columns),
    ...row(words.number, receipt.number, columns),
    ...(receipt.returns === undefined ? [] : row(words.returnOf, receipt.returns, columns)),
    ...row(words.date, formatMoment(moment, words), columns),
  ]
}

/** What was bought, line by line, and what was taken off or added. */
function bought({ order, language }: Receipt, words: ReceiptWords, columns: Columns): ReceiptLine[] {
  if (!order) return []
  const rows = (all: readonly Row[]) => all.flatMap(([label, value]) => row(label, value, columns))
  const changes = discountAndTip(order, words, language)
  return [
    ...order.lines.flatMap((line) => [
      ...text(line.name, columns),
      ...rows([goods(line, order.currency, language)]),
    ]),
    RULE,
    ...(changes.length === 0 ? [] : [...rows(changes), RULE]),
  ]
}

/** What the total is in the token, and by whose rate. */
function conversion(receipt: Receipt, words: ReceiptWords, columns: Columns): ReceiptLine[] {
  const { order, amount, language, utcOffsetMinutes } = receipt
  if (!order?.rate) return []
  const moment = { at: order.rate.at, utcOffsetMinutes }
  return [
    ...row(words.inToken, inWords(amount, language), columns),
    ...row(words.rate, formatRate(order.rate, order.currency, amount.asset, language), columns),
    ...row(order.rate.source, formatDeadline(moment, words), columns),
  ]
}

const inWords = (amount: Amount, language: Language): string =>
  `${formatAmount(amount, language)} ${amount.asset.symbol}`

/** The word and the sum at the two edges of one line, else the sum below its word. */
function total(receipt: Receipt, words: ReceiptWords, columns: Columns): ReceiptLine[] {
  const { order, amount, language } = receipt
  const due = order ? { units: order.total, asset: order.currency } : amount
  const sum = toPaperLetters(inWords(due, language))
  const size = largest(sum, columns)
  return styled(spread(words.total, sum, lettersPerLine(columns, size)), { size, bold: true })
}

function means(
  { amount, proof, payer, title: what }: Receipt,
  words: ReceiptWords,
  columns: Columns,
): ReceiptLine[] {
  return [
    ...row(what === 'return' ? words.receiver : words.payer, shortAddress(payer), columns),
    ...row(words.token, `${amount.asset.symbol} ${shortAddress(proof.token)}`, columns),
    ...row(words.chain, proof.chainId.toString(), columns),
  ]
}

function state(receipt: Receipt, words: ReceiptWords, columns: Columns): ReceiptLine[] {
  if (receipt.state.kind !== 'accepted-offline')
    return text(words[receipt.state.kind], columns, { align: 'center', bold: true })
  const deadline = { at: receipt.state.settlesBy, utcOffsetMinutes: receipt.utcOffsetMinutes }
  return [
    ...text(words.acceptedOffline, columns, { align: 'center', bold: true }),
    ...text(words.settlesBy(formatDeadline(deadline, words)), columns, { align: 'center' }),
  ]
}

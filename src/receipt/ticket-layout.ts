import type { TopUp } from '../ipc/station.ts'
import type { Language } from '../language.ts'
import { type Amount, formatAmount } from '../money/amount.ts'
import { type Address, shortAddress } from '../payment/address.ts'
import { isPass, type ProductKind } from '../station/product.ts'
import { formatMoment } from './date.ts'
import { toPaperLetters } from './letters.ts'
import type { Columns, ReceiptLine } from './line.ts'
import { feed, largest, RULE, row, text } from './pieces.ts'
import { TICKET_WORDS, type TicketWords } from './ticket-words.ts'
import { RECEIPT_WORDS } from './words.ts'

/** Everything that a ticket's paper says. */
export interface TicketPaper {
  readonly language: Language
  readonly station: string
  readonly product: string
  readonly kind: ProductKind
  readonly topUp: TopUp | null
  /** "001-000347". */
  readonly number: string
  /** Ms since the epoch. */
  readonly from: number
  readonly until: number
  /** Minutes by which the station's clock is ahead of UTC at a moment. */
  readonly utcOffset: (at: number) => number
  readonly paid: Amount
  readonly card: Address
  /** The signed text of its QR code, docs/tickets.md. */
  readonly code: string
  readonly copy: boolean
}

/** A ticket as lines for paper of that width, the code in the middle, where an inspector looks for it. */
export function layOutTicket(ticket: TicketPaper, columns: Columns): ReceiptLine[] {
  const words = TICKET_WORDS[ticket.language]
  return [
    ...copyMark(ticket, columns),
    ...text(ticket.station, columns, { align: 'center', bold: true }),
    RULE,
    ...headline(ticket.product, columns),
    ...(ticket.topUp ? text(words[ticket.topUp], columns, { align: 'center' }) : []),
    feed(1),
    ...times(ticket, words, columns),
    feed(1),
    { kind: 'qr', payload: ticket.code },
    ...text(words.caption, columns, { align: 'center' }),
    ...(isPass(ticket.kind)
      ? text(words.onCard(shortAddress(ticket.card)), columns, { align: 'center' })
      : []),
    RULE,
    ...row(words.number, ticket.number, columns),
    ...row(words.paid, paidText(ticket), columns),
    ...copyMark(ticket, columns),
    { kind: 'cut' },
  ]
}

const headline = (words: string, columns: Columns): ReceiptLine[] =>
  text(words, columns, { align: 'center', size: largest(toPaperLetters(words), columns), bold: true })

const copyMark = ({ copy, language }: TicketPaper, columns: Columns): ReceiptLine[] =>
  copy ? headline(`* ${RECEIPT_WORDS[language].copy} *`, columns) : []

function times(ticket: TicketPaper, words: TicketWords, columns: Columns): ReceiptLine[] {
  const moment = (at: number): string =>
    formatMoment({ at, utcOffsetMinutes: ticket.utcOffset(at) }, RECEIPT_WORDS[ticket.language])
  return [
    ...row(words.validFrom, moment(ticket.from), columns),
    ...row(words.validUntil, moment(ticket.until), columns, { bold: true }),
  ]
}

const paidText = ({ paid, language }: TicketPaper): string =>
  `${formatAmount(paid, language)} ${paid.asset.symbol}`

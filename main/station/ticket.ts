import type { StationConfig, StationTerms } from '#src/config/station.ts'
import type { Ticket, TopUp } from '#src/ipc/station.ts'
import type { Language } from '#src/language.ts'
import { receiptNonce } from '#src/payment/authorization.ts'
import type { Payment } from '#src/payment/record.ts'
import { isVoid } from '#src/payment/states.ts'
import { encodeTicket } from '#src/qr/ticket.ts'
import { layOutTicket } from '#src/receipt/ticket-layout.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { BoughtTicket } from '#src/station/ride.ts'
import type { PrinterService } from '../devices/printer.ts'
import type { TicketKeyPair } from '../keys/ticket-key.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SaleTerms } from '../sale/sale.ts'

export interface TicketDeps {
  readonly ledger: Pick<Ledger, 'payment' | 'onTheirWay' | 'journal'>
  readonly printer: Pick<PrinterService, 'printLines'>
  readonly key: TicketKeyPair
  readonly sale: Pick<SaleTerms, 'domain' | 'terminalId' | 'till'>
  readonly station: Pick<StationConfig, 'name'>
  readonly terms: StationTerms
  readonly paper: Language
}

type Bought = Payment & { readonly ticket: BoughtTicket }

/** Prints the tickets of payments. A second paper for one payment says that it is a copy. */
export function createTicketOffice(deps: TicketDeps): (receipt: string) => Promise<Result<Ticket>> {
  const printed = new Set<string>()
  return async (receipt) => {
    const payment = findPayment(deps, receipt)
    if (!payment) return fail('RECEIPT_UNKNOWN')
    if (!hasTicket(payment) || isVoid(payment.state)) return fail('TICKET_INVALID', 'it bought none')
    const code = codeOf(deps, payment)
    const copy = printed.has(receipt)
    const paper = paperOf(deps, payment, { code, copy })
    const done = await deps.printer.printLines((columns) => layOutTicket(paper, columns))
    if (done.ok) printed.add(receipt)
    const outcome = done.ok ? done.value : done.error.code
    return ok({
      code,
      printed: outcome,
      validUntil: payment.ticket.until,
      receipt,
      topUp: topUpOf(payment.ticket),
    })
  }
}

const topUpOf = ({ kind, prolongs }: BoughtTicket): TopUp | null => {
  if (kind !== 'pass-top-up') return null
  return prolongs ? 'prolonged' : 'begun'
}

const hasTicket = (payment: Payment): payment is Bought => payment.ticket !== undefined

/** A signed payment's id follows from its receipt; a payer's own transfer is not final so soon. */
function findPayment({ ledger, sale }: TicketDeps, receipt: string): Payment | undefined {
  const receiptNumber = Number(receipt.slice(receipt.indexOf('-') + 1))
  const { domain, terminalId } = sale
  const id = receiptNonce({ domain, terminalId, ledgerId: ledger.journal.ledgerId, receiptNumber })
  const found = ledger.payment(id) ?? ledger.onTheirWay().find((payment) => payment.receipt === receipt)
  return found?.receipt === receipt && found.rescuedFrom === null ? found : undefined
}

const codeOf = ({ key, sale }: TicketDeps, { receipt, ticket }: Bought): string =>
  encodeTicket(
    {
      terminalId: sale.terminalId,
      kind: ticket.kind,
      validFrom: Math.floor(ticket.from / 1000),
      validUntil: Math.floor(ticket.until / 1000),
      receipt,
    },
    key.privateKey,
  )

function paperOf(
  { station, terms, paper }: TicketDeps,
  { receipt, ticket, order, asset, authorization }: Bought,
  { code, copy }: { readonly code: string; readonly copy: boolean },
) {
  const product = terms.products.find(({ id }) => id === ticket.product)
  return {
    language: paper,
    station: station.name[paper],
    product: product?.name[paper] ?? order?.lines[0]?.name ?? ticket.product,
    kind: ticket.kind,
    topUp: topUpOf(ticket),
    number: receipt,
    ...{ from: ticket.from, until: ticket.until, utcOffset: terms.rules.day.utcOffset },
    paid: order ? { asset: order.currency, units: order.total } : { asset, units: authorization.value },
    card: authorization.from,
    ...{ code, copy },
  }
}

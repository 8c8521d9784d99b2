import type { IncomingTransfer } from '#src/chain/port.ts'
import type { Events, StrayTransfer } from '#src/ipc/contract.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Order } from '#src/order/order.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import { transferUri } from '#src/payment/transfer.ts'
import { fail, type Result } from '#src/result.ts'
import type { TakenBy } from '#src/staff/person.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { isKnown, type PayeeTerms, receivedPayment, transferValue } from './received.ts'
import type { TicketFor } from './sale.ts'
import type { AnswerBox } from './tap.ts'
import type { TransferWatch } from './transfer-watch.ts'

export interface ByTransferParts {
  readonly ledger: Pick<Ledger, 'record' | 'payment' | 'onTheirWay'>
  readonly watch: TransferWatch
  readonly terms: PayeeTerms
  readonly clock: Clock
  readonly onOffer: (offered: Events['sale/transfer']) => void
  readonly onStray: (stray: StrayTransfer) => void
}

/** The sale that a transfer may pay. */
export interface TransferSale {
  readonly saleId: string
  readonly units: bigint
  readonly draft: Pick<Authorization, 'validBefore'>
  readonly receiptNumber: number
  readonly order?: Order | undefined
  readonly takenBy?: TakenBy | undefined
  readonly ticketFor?: TicketFor | undefined
  readonly answers: AnswerBox
}

/** How one sale is paid by a transfer that the customer makes on chain. */
export interface ByTransfer {
  /** The chain was reached: the customer may be shown what to send. */
  isOffered(): boolean
  /** Looks for the transfer from now on; only the first call counts. */
  begin(): void
  /** The transfer pays the sale: on disk before anybody hears of it. */
  take(seen: IncomingTransfer): Promise<Result<JournalEntry, 'TRANSFER_NOT_STORED'>>
  /** What became of it, when one was taken: nothing else may pay the sale then. */
  taken(): Promise<Result<JournalEntry, 'TRANSFER_NOT_STORED'>> | undefined
  /** The sale is over: who pays now pays too late, and who paid and was not needed is told of. */
  end(): void
}

/** Null where the token leaves no room to tell this sale's transfer from another's. */
export function createByTransfer(parts: ByTransferParts, sale: TransferSale): ByTransfer | null {
  const { ledger, watch, terms, clock, onOffer, onStray } = parts
  const { saleId, draft, receiptNumber, order, takenBy, ticketFor, answers } = sale
  const value = transferValue(sale.units, terms.asset, { saleId, watch })
  if (value === undefined) return null
  let stop: (() => void) | undefined
  let isOffered = false
  let isOver = false
  let taken: ReturnType<ByTransfer['take']> | undefined

  const paymentOf = (seen: IncomingTransfer) =>
    receivedPayment(seen, {
      ...{ terms, draft, receiptNumber, order, takenBy },
      ticket: ticketFor?.(seen.payer, clock.now()),
      acceptedAt: clock.now(),
    })

  function see(seen: IncomingTransfer): void {
    if (isKnown(ledger, paymentOf(seen))) return
    if (isOver || !answers.put({ kind: 'transfer', transfer: seen })) onStray(strayOf(seen))
  }

  async function store(seen: IncomingTransfer): ReturnType<ByTransfer['take']> {
    const stored = await ledger.record({ type: 'received', payment: paymentOf(seen), proof: seen.proof })
    if (stored.ok) return stored
    taken = undefined
    return fail('TRANSFER_NOT_STORED', stored.error.detail)
  }

  return {
    isOffered: () => isOffered,
    begin() {
      stop ??= watch.watch({
        value,
        onReady() {
          isOffered = true
          onOffer({ saleId, offer: offerOf(terms, value) })
        },
        onTransfer: see,
      })
    },
    take(seen) {
      taken ??= store(seen)
      return taken
    },
    taken: () => taken,
    end() {
      if (isOver) return
      isOver = true
      stop?.()
      const { answer } = answers
      if (answer?.kind === 'transfer' && !taken) onStray(strayOf(answer.transfer))
    },
  }
}

function offerOf({ domain, payee }: PayeeTerms, units: bigint): Events['sale/transfer']['offer'] {
  const { chainId, verifyingContract: token } = domain
  return { uri: transferUri({ chainId, token, payee, units }), chainId, payee, units }
}

const strayOf = ({ payer, value, proof }: IncomingTransfer): StrayTransfer => ({
  payer,
  units: value,
  txHash: proof.txHash,
})

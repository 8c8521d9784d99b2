import type { IncomingTransfer } from '#src/chain/port.ts'
import type { Asset } from '#src/money/asset.ts'
import type { Order } from '#src/order/order.ts'
import type { Address } from '#src/payment/address.ts'
import type { Authorization, TokenDomain } from '#src/payment/authorization.ts'
import { isSigned, type ReceivedPayment, receiptText } from '#src/payment/record.ts'
import { hasTail, transferId, withTail } from '#src/payment/transfer.ts'
import type { TakenBy } from '#src/staff/person.ts'
import type { BoughtTicket } from '#src/station/ride.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { TransferWatch } from './transfer-watch.ts'

/** So many tails are tried: each sale of the last minutes has one. */
const TRIES = 50n

/** The amount that this sale alone asks to be transferred; undefined when the asset has no room for that. */
export function transferValue(
  units: bigint,
  asset: Asset,
  { saleId, watch }: { saleId: string; watch: Pick<TransferWatch, 'isWatched'> },
): bigint | undefined {
  if (!hasTail(asset)) return undefined
  const seed = BigInt(`0x${saleId.replaceAll('-', '')}`)
  for (let i = 0n; i < TRIES; i += 1n) {
    const value = withTail(units, asset, seed + i)
    if (!watch.isWatched(value)) return value
  }
  return undefined
}

/** Who is paid at which till, and in what. */
export interface PayeeTerms {
  readonly till: number
  readonly asset: Asset
  readonly domain: TokenDomain
  readonly payee: Address
}

export interface Received {
  readonly terms: PayeeTerms
  readonly draft: Pick<Authorization, 'validBefore'>
  readonly receiptNumber: number
  readonly order?: Order | undefined
  readonly takenBy?: TakenBy | undefined
  readonly ticket?: BoughtTicket | undefined
  readonly acceptedAt: number
}

/** The payment that a transfer is. */
export function receivedPayment(
  { payer, value, proof }: IncomingTransfer,
  { terms, draft, receiptNumber, order, takenBy, ticket, acceptedAt }: Received,
): ReceivedPayment {
  const { till, asset, domain, payee } = terms
  return {
    receipt: receiptText(till, receiptNumber),
    receiptNumber,
    acceptedAt,
    asset,
    domain,
    authorization: {
      from: payer,
      to: payee,
      value,
      validAfter: 0,
      validBefore: draft.validBefore,
      nonce: transferId({ domain, txHash: proof.txHash, payer, value }),
    },
    ...(order && { order }),
    ...(takenBy && { takenBy }),
    ...(ticket && { ticket }),
  }
}

/**
 * Whether the journal has this transfer already, or waits for it: one whose block was taken back may
 * come again in another transaction.
 */
export function isKnown(
  ledger: Pick<Ledger, 'payment' | 'onTheirWay'>,
  { authorization: { nonce, from, value } }: ReceivedPayment,
): boolean {
  if (ledger.payment(nonce)) return true
  const lost = ledger.onTheirWay().filter((payment) => payment.state === 'submitted' && !isSigned(payment))
  return lost.some(({ authorization }) => authorization.from === from && authorization.value === value)
}

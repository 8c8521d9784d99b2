import type { PrintOutcome } from '../device/printer.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { TapStage, TransferOffer } from '../ipc/contract.ts'
import type { Order } from '../order/order.ts'
import type { Address } from '../payment/address.ts'
import type { Payment } from '../payment/record.ts'
import type { Failure } from '../result.ts'
import { TAP_AGAIN } from './tap-again.ts'

/** What became of the paper of an accepted payment. */
export type PaperState =
  | { readonly kind: 'printing' }
  | { readonly kind: PrintOutcome }
  | { readonly kind: 'failed'; readonly code: ErrorCode }

/** The sale on the screen: one step at a time, and everything that step shows. */
export type SaleFlow =
  | { readonly step: 'amount' }
  | {
      readonly step: 'card'
      readonly units: bigint
      /** What it is for; left out where only an amount was typed. */
      readonly order?: Order | undefined
      readonly receipt: string | null
      readonly stage: 'opening' | 'waiting' | TapStage | 'storing'
      readonly payer: Address | null
      /** The code for the customer's wallet, as text; null where wallets cannot pay. */
      readonly request: string | null
      /** What the customer may send on chain instead; null until main watches the chain for it. */
      readonly transfer: TransferOffer | null
      /** Why what came last did not pay, shown in amber above the same amount. */
      readonly notice: ErrorCode | null
    }
  | {
      readonly step: 'accepted'
      readonly payment: Payment
      readonly online: boolean
      readonly paper: PaperState
    }
  | {
      readonly step: 'declined'
      readonly units: bigint
      readonly order?: Order | undefined
      readonly error: Failure
    }

export type SaleEvent =
  | { readonly type: 'charge'; readonly units: bigint; readonly order?: Order | undefined }
  | { readonly type: 'opened'; readonly receipt: string; readonly request: string | null }
  | { readonly type: 'offered'; readonly transfer: TransferOffer }
  | { readonly type: 'stage'; readonly stage: TapStage }
  | { readonly type: 'notice'; readonly code: ErrorCode }
  | { readonly type: 'card'; readonly payer: Address }
  | { readonly type: 'signed' }
  | { readonly type: 'stored'; readonly payment: Payment; readonly online: boolean }
  | { readonly type: 'paper'; readonly paper: PaperState }
  | { readonly type: 'failed'; readonly error: Failure }
  | { readonly type: 'another-card' }
  | { readonly type: 'done' }

/** A reader that is gone ends no sale that can still be paid without it. */
const READER_GONE: ReadonlySet<ErrorCode> = new Set(['READER_ABSENT', 'READER_SILENT', 'LINK_CLOSED'])

export const startOfSale: SaleFlow = { step: 'amount' }

/**
 * The next screen. An event that does not belong to the present step changes nothing: a card
 * that answers after Cancel finds no sale.
 */
export function nextFlow(flow: SaleFlow, event: SaleEvent): SaleFlow {
  switch (flow.step) {
    case 'amount':
      return event.type === 'charge' ? awaitCard(event) : flow
    case 'card':
      return nextOfCard(flow, event)
    case 'accepted':
      if (event.type === 'paper') return { ...flow, paper: event.paper }
      return event.type === 'done' ? startOfSale : flow
    case 'declined':
      if (event.type === 'another-card') return awaitCard(flow)
      return event.type === 'done' ? startOfSale : flow
  }
}

function nextOfCard(flow: SaleFlow & { step: 'card' }, event: SaleEvent): SaleFlow {
  switch (event.type) {
    case 'opened':
      return { ...flow, receipt: event.receipt, request: event.request, stage: 'waiting' }
    case 'offered':
      return { ...flow, transfer: event.transfer }
    case 'stage':
      return { ...flow, stage: event.stage, notice: null }
    case 'notice':
      return flow.payer === null ? { ...flow, stage: 'waiting', notice: event.code } : flow
    case 'card':
      return { ...flow, payer: event.payer }
    case 'signed':
      return { ...flow, stage: 'storing' }
    case 'stored':
      return { step: 'accepted', payment: event.payment, online: event.online, paper: { kind: 'printing' } }
    case 'failed':
      return goesOn(flow, event.error.code)
        ? { ...flow, stage: 'waiting', payer: null, notice: event.error.code }
        : { step: 'declined', units: flow.units, order: flow.order, error: event.error }
    case 'done':
      return startOfSale
    default:
      return flow
  }
}

const goesOn = ({ request, transfer }: SaleFlow & { step: 'card' }, code: ErrorCode): boolean =>
  TAP_AGAIN.has(code) || ((request !== null || transfer !== null) && READER_GONE.has(code))

const awaitCard = ({ units, order }: { units: bigint; order?: Order | undefined }): SaleFlow => ({
  step: 'card',
  units,
  order,
  receipt: null,
  stage: 'opening',
  payer: null,
  request: null,
  transfer: null,
  notice: null,
})

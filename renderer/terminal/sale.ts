import type { PrintOutcome } from '#src/device/printer.ts'
import type { Bridge, TransferOffer } from '#src/ipc/contract.ts'
import type { Order } from '#src/order/order.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isSigned } from '#src/payment/record.ts'
import { type Failure, fail, type Result } from '#src/result.ts'
import type { OverrideReason } from '#src/risk/override.ts'
import { nextFlow, type PaperState, type SaleEvent, type SaleFlow, startOfSale } from '#src/sale/flow.ts'
import type { Feed } from '../queue/feed.ts'
import { measureInsert, measureTap } from './measure.ts'

export interface SaleParts {
  readonly bridge: Bridge
  readonly feed: Pick<Feed, 'take' | 'level'>
  readonly isOnline: () => boolean
  readonly onFlow: (flow: SaleFlow) => void
  /** Something of payments is in the journal: the settling loop may send or follow it. */
  readonly onAccepted: () => void
  /** False where a ticket is printed instead. */
  readonly printsReceipts?: boolean
}

/** Leads one sale after the other through its steps; the steps themselves are src/sale/flow.ts. */
export interface SaleController {
  /** `product`: what of a station's products it buys. */
  charge(units: bigint, order?: Order, product?: string): void
  cancel(): void
  anotherCard(): void
  /** The declined card may pay this sale all the same, when somebody with the right says so; it is waited for again. */
  override(reason: OverrideReason, approvalPin?: string): Promise<Result<undefined>>
  /** The declined card pays what it owes; then it is waited for again, for the same sale. */
  payDebt(): Promise<Result<undefined>>
  /** A scanner that types has read something. */
  scanned(text: string): void
  newSale(): void
  /** Main knows whether it is a copy, and who may have one. */
  reprint(id: Hex, approvalPin?: string): Promise<Result<PrintOutcome>>
}

export function createSaleController(parts: SaleParts): SaleController {
  const { bridge } = parts
  let flow = startOfSale
  let saleId: string | undefined
  let product: string | undefined
  /** What main has said of the open sale: the same again when its card may come back. */
  let asked: { readonly receipt: string; readonly request: string | null } | undefined
  let offer: TransferOffer | undefined
  /** How often this sale has waited for a card. */
  let tap = 0
  /** The sale that main was asked to close, and has not answered about. */
  let closing: string | undefined

  function happen(event: SaleEvent): void {
    flow = nextFlow(flow, event)
    parts.onFlow(flow)
  }
  bridge.on('sale/progress', (progress) => {
    if (progress.saleId === saleId && progress.tap === tap) happen({ type: 'stage', stage: progress.stage })
  })
  bridge.on('sale/notice', (notice) => {
    if (notice.saleId === saleId && notice.tap === tap) happen({ type: 'notice', code: notice.code })
  })

  bridge.on('sale/transfer', ({ saleId: id, offer: offered }) => {
    if (id !== saleId) return
    offer = offered
    happen({ type: 'offered', transfer: offered })
  })

  async function run(units: bigint, order: Order | undefined): Promise<void> {
    const begun = flow
    const opened = await bridge.call('sale/open', {
      units,
      ...(order && { order }),
      ...(product !== undefined && { product }),
    })
    if (flow !== begun) {
      // Cancelled before main had opened it.
      if (opened.ok) void bridge.call('sale/close', { saleId: opened.value.saleId })
      return
    }
    if (!opened.ok) return happen({ type: 'failed', error: opened.error })
    saleId = opened.value.saleId
    tap = 0
    const { receipt, request } = opened.value
    asked = { receipt, request }
    offer = undefined
    happen({ type: 'opened', ...asked })
    await tapUntilDone(opened.value.saleId)
  }

  /** The same sale again for every tap that may be repeated; the flow says which. */
  async function tapUntilDone(id: string): Promise<void> {
    while (id === saleId && flow.step === 'card') {
      tap += 1
      const card = await bridge.call('sale/await-card', { saleId: id })
      if (id !== saleId || (id === closing && !card.ok)) return
      if (!card.ok) {
        happen({ type: 'failed', error: card.error })
        continue
      }
      happen({ type: 'card', payer: card.value.payer })
      const failure = await authorize(id)
      if (failure) happen({ type: 'failed', error: failure })
    }
  }

  async function authorize(id: string): Promise<Failure | undefined> {
    const signed = await bridge.call('sale/authorize', { saleId: id })
    if (!signed.ok) return signed.error
    happen({ type: 'signed' })
    const { entry, signedAt } = signed.value
    const [payment] = fold(entry.fact, () => undefined)
    if (!payment) return { code: 'INTERNAL' }
    // The journal holds it, so it is paid; the queue's disk comes before the customer hears so.
    // A disk that refuses does not unpay it: the settling loop shows the fault and catches up.
    await measureInsert(() => parts.feed.take([entry]))
    happen({ type: 'stored', payment, online: !isSigned(payment) || parts.isOnline() })
    measureTap(payment.receipt, signedAt)
    parts.onAccepted()
    if (parts.printsReceipts !== false) void print(payment.id)
    return undefined
  }

  async function print(id: Hex, approvalPin?: string): Promise<Result<PrintOutcome>> {
    const before = paperOf(flow, id)
    if (before && before.kind !== 'printing') happen({ type: 'paper', paper: { kind: 'printing' } })
    const printed = await bridge.call('receipt/print', { id, approvalPin })
    if (paperOf(flow, id)) happen({ type: 'paper', paper: paperAfter(printed, before) })
    return printed
  }

  /** While a customer may pay on chain only main knows whether it is too late: then the sale goes on. */
  async function tryToLeave(id: string): Promise<void> {
    if (closing === id) return
    closing = id
    const closed = await bridge.call('sale/close', { saleId: id })
    closing = undefined
    if (id !== saleId || flow.step !== 'card' || (closed.ok && !closed.value)) return
    saleId = undefined
    happen({ type: 'done' })
  }

  function leave(): void {
    if (saleId) void bridge.call('sale/close', { saleId })
    saleId = undefined
    happen({ type: 'done' })
  }

  /** The declined sale once more, as main has it open. */
  function goOn(id: string): void {
    if (!asked) return
    happen({ type: 'another-card' })
    happen({ type: 'opened', ...asked })
    if (offer) happen({ type: 'offered', transfer: offer })
    void tapUntilDone(id)
  }

  return {
    charge(units, order, bought) {
      if (flow.step !== 'amount') return
      product = bought
      happen({ type: 'charge', units, order })
      void run(units, order)
    },
    cancel() {
      if (flow.step !== 'card' || !canCancel(flow)) return
      if (saleId && flow.transfer) void tryToLeave(saleId)
      else leave()
    },
    anotherCard() {
      if (flow.step !== 'declined') return
      const { units, order } = flow
      happen({ type: 'another-card' })
      void run(units, order)
    },
    async override(reason, approvalPin) {
      const id = saleId
      if (flow.step !== 'declined' || !id) return fail('SALE_UNKNOWN')
      const lifted = await bridge.call('sale/override', { saleId: id, reason, approvalPin })
      if (lifted.ok && id === saleId) goOn(id)
      return lifted
    },
    async payDebt() {
      const id = saleId
      if (flow.step !== 'declined' || !id) return fail('SALE_UNKNOWN')
      const paid = await bridge.call('sale/pay-debt', { saleId: id })
      // Also where it failed main may have written what the chain says of it.
      await parts.feed.level()
      parts.onAccepted()
      if (paid.ok && id === saleId) goOn(id)
      return paid
    },
    scanned(text) {
      if (flow.step === 'card' && saleId) void bridge.call('sale/scanned', { saleId, text })
    },
    newSale() {
      if (flow.step !== 'card') leave()
    },
    reprint: print,
  }
}

/** Once the card is known it is asked to sign, and money may be given: the answer must be waited for. */
const canCancel = ({ payer }: SaleFlow & { step: 'card' }): boolean => payer === null

/** Of the payment whose result is on the screen. */
const paperOf = (flow: SaleFlow, id: Hex): PaperState | undefined =>
  flow.step === 'accepted' && flow.payment.id === id ? flow.paper : undefined

/** Whoever may not have a copy learns nothing new of the paper. */
function paperAfter(printed: Result<PrintOutcome>, before: PaperState | undefined): PaperState {
  if (printed.ok) return { kind: printed.value }
  const { code } = printed.error
  return before && before.kind !== 'printing' && code.startsWith('STAFF_') ? before : { kind: 'failed', code }
}

import { randomUUID } from 'node:crypto'
import type { PaymentCard, SelectCard } from '#src/device/card.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Events } from '#src/ipc/contract.ts'
import type { Asset } from '#src/money/asset.ts'
import type { Order } from '#src/order/order.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import type { Authorization, TokenDomain } from '#src/payment/authorization.ts'
import { receiptText } from '#src/payment/record.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { encodeRequest, type PaymentRequest } from '#src/qr/request.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { mayBeLifted, type RiskFacts } from '#src/risk/decide.ts'
import type { TakenBy } from '#src/staff/person.ts'
import type { BoughtTicket, RideFact } from '#src/station/ride.ts'
import type { Clock } from '#src/time/clock.ts'
import type { ReaderService } from '../devices/reader.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type Inquiry, NOBODY_ASKED } from '../risk/inquiry.ts'
import type { Trust } from '../risk/trust.ts'
import { type Accepted, acceptBy, type Details } from './accept.ts'
import { type ByTransfer, createByTransfer } from './by-transfer.ts'
import type { Debts } from './debts.ts'
import { draftPayment } from './draft.ts'
import { type AnswerBox, answerOf, createAnswerBox, type Payer, waitForPayer } from './tap.ts'
import type { TransferWatch } from './transfer-watch.ts'
import { cardOfAnswer, type Wallets } from './wallet.ts'

export interface SaleDeps {
  readonly ledger: Ledger
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly wallets: Wallets
  /** Null where nobody may pay on chain. */
  readonly transfers: TransferWatch | null
  readonly terms: SaleTerms
  /** Who takes the sale, and in which shift: undefined where nobody signs in; a failure says why nothing is sold. */
  readonly takenBy: () => Result<TakenBy | undefined>
  /** Whether a card may pay that nobody has seen the balance of. */
  readonly trust: Trust
  readonly debts: Debts
  readonly recover: RecoverPublicKey
  readonly clock: Clock
  readonly onProgress: (progress: Events['sale/progress']) => void
  readonly onNotice: (notice: Events['sale/notice']) => void
  readonly onOffer: (offered: Events['sale/transfer']) => void
  readonly onStray: (stray: Events['sale/stray']) => void
  /** Something was scanned while no sale was open. */
  readonly onIdleScan: (text: string) => void
}

/** What main alone decides about every payment, from its own configuration. */
export interface SaleTerms {
  readonly terminalId: string
  readonly till: number
  readonly asset: Asset
  readonly domain: TokenDomain
  readonly payee: Address
  readonly maxUnits: bigint
  readonly validitySeconds: number
}

/** From an amount to an accepted payment. One sale is open at a time; opening one closes the last. */
export interface SaleDesk {
  /** `request`: the code that a wallet reads; null where wallets cannot pay. */
  open(
    units: bigint,
    order?: Order,
    ticketFor?: TicketFor,
  ): Result<{ saleId: string; receipt: string; request: string | null }>
  /** A sale is open, or a payment of one is being made. */
  isBusy(): boolean
  /** A payment is being made: a card signs, or what it signed goes to the disk. */
  isPaying(): boolean
  /** Ends whatever sale is open; false while a payment of one is being made. */
  leave(): boolean
  /** What a gate charges: the card that lies there pays at once, on the same path and without a sale. */
  charge(card: PaymentCard, fare: Charge): Promise<Result<Accepted>>
  awaitCard(saleId: string): Promise<Result<{ payer: Address }>>
  authorize(saleId: string): Promise<Result<Accepted>>
  /** Why this sale's last card was declined, where somebody may set that aside. */
  declined(saleId: string): { readonly code: ErrorCode; readonly receipt: string } | undefined
  /** That card, and no other, may pay this sale at its next tap, whatever limits say that may be set aside. */
  override(saleId: string, override: Override): Result<undefined, 'SALE_UNKNOWN'>
  /** Has what this sale's last card owes settled; then that card may be tapped again. See `Debts`. */
  payDebt(saleId: string): Promise<Result<undefined>>
  /** Something was scanned: perhaps a wallet's answer. What else it may be, a notice says. */
  scanned(saleId: string, text: string): Result<undefined, 'SALE_UNKNOWN'>
  /** False when it is too late: a transfer was taken for it, and the calls that wait tell of it. */
  close(saleId: string): boolean
}

type Override = NonNullable<RiskFacts['override']>

/** The ticket that a payment buys, once it is known who pays and when. */
export type TicketFor = (payer: Address, at: number) => BoughtTicket

export interface Charge {
  readonly units: bigint
  readonly order: Order
  readonly ride: RideFact
}

interface OpenSale {
  readonly id: string
  /** The same for every tap of this sale, so that a card that signs it twice signs the same payment. */
  readonly draft: Omit<Authorization, 'from'>
  readonly receiptNumber: number
  /** What it is for; undefined where only an amount was typed. */
  readonly order: Order | undefined
  readonly takenBy: TakenBy | undefined
  readonly ticketFor: TicketFor | undefined
  readonly cancel: AbortController
  /** What a wallet is asked, and what one has answered. */
  readonly wallet: { readonly request: PaymentRequest } | null
  /** Where what pays without the reader is kept; null where nothing can. */
  readonly answers: AnswerBox | null
  /** What a customer may send on chain. */
  readonly transfer: ByTransfer | null
  /** Found, and not yet asked to sign. */
  payer: Payer | undefined
  /** What the chain says of whoever was found; asked while the page still shows the card. */
  inquiry: Inquiry
  /** The last card, where it was declined by what may be set aside. */
  declined: { readonly card: Address; readonly code: ErrorCode } | undefined
  lifted: { readonly card: Address; readonly override: Override } | undefined
  /** A card is looked at, or somebody signs: what is scanned now is nobody's news. */
  isBusy: boolean
  /** While one payment is made, no other is begun. */
  isSigning: boolean
  /** How often a card was waited for. */
  taps: number
}

export function createSaleDesk(deps: SaleDeps): SaleDesk {
  let sale: OpenSale | undefined
  /** The receipt of a transfer that was on its way to the disk when its sale was left. */
  let givenOut = 0
  /** Payments that are being made, also for a sale that was left meanwhile. */
  let signing = 0
  const current = (saleId: string) => (sale?.id === saleId ? sale : undefined)

  function end(): void {
    if (!sale) return
    const ended = sale
    sale = undefined
    ended.cancel.abort()
    void releaseOf(ended.payer)
    if (ended.transfer?.taken()) givenOut = ended.receiptNumber
    ended.transfer?.end()
  }

  deps.wallets.scans.onScan(({ text }) => {
    if (sale) takeScan(deps, sale, text)
    else deps.onIdleScan(text)
  })
  return {
    open(units, order, ticketFor) {
      if (units <= 0n || units > deps.terms.maxUnits) return fail('SALE_AMOUNT_INVALID')
      const taken = deps.takenBy()
      if (!taken.ok) return taken
      end()
      sale = draftSale(deps, { units, order, takenBy: taken.value, ticketFor, givenOut })
      const { id, receiptNumber, wallet } = sale
      const request = wallet && encodeRequest(wallet.request)
      return ok({ saleId: id, receipt: receiptText(deps.terms.till, receiptNumber), request })
    },
    async awaitCard(saleId) {
      const open = current(saleId)
      return open && !open.isSigning ? tap(deps, open) : fail('SALE_UNKNOWN')
    },
    async authorize(saleId) {
      const open = current(saleId)
      const payer = open?.payer
      if (!open || open.isSigning || !payer) return fail('SALE_UNKNOWN')
      open.payer = undefined
      open.isSigning = true
      signing += 1
      const accepted = await authorizeBy(deps, open, payer)
      signing -= 1
      open.isSigning = false
      open.isBusy = false
      open.declined = accepted.ok ? undefined : declinedOf(payer, accepted.error.code)
      if (!accepted.ok) return accepted
      if (sale === open) sale = undefined
      open.transfer?.end()
      return accepted
    },
    declined(saleId) {
      const open = current(saleId)
      if (!open?.declined || open.isSigning) return undefined
      return { code: open.declined.code, receipt: receiptText(deps.terms.till, open.receiptNumber) }
    },
    override(saleId, override) {
      const open = current(saleId)
      if (!open?.declined || open.isSigning) return fail('SALE_UNKNOWN')
      open.lifted = { card: open.declined.card, override }
      return ok()
    },
    async payDebt(saleId) {
      const open = current(saleId)
      if (open?.declined?.code !== 'DEBT_OWED' || open.isSigning) return fail('SALE_UNKNOWN')
      return deps.debts.settle(open.declined.card, open.draft.value)
    },
    isBusy: () => sale !== undefined || signing > 0,
    isPaying: () => signing > 0,
    leave() {
      if (signing > 0) return false
      end()
      return true
    },
    async charge(card, { units, order, ride }) {
      if (units <= 0n || units > deps.terms.maxUnits) return fail('SALE_AMOUNT_INVALID')
      const taken = deps.takenBy()
      if (!taken.ok) return taken
      if (sale || signing > 0) return fail('TERMINAL_BUSY')
      signing += 1
      const details = { order, ride, ...(taken.value && { takenBy: taken.value }) }
      const drafted = draftPayment(deps, units, givenOut)
      const inquiry = deps.trust.ask({ ...drafted.draft, from: addressOf(card.publicKey) })
      const accepted = await acceptBy(deps, drafted, { card, details, inquiry })
      signing -= 1
      return accepted
    },
    scanned(saleId, text) {
      const open = current(saleId)
      if (!open) return fail('SALE_UNKNOWN')
      takeScan(deps, open, text)
      return ok()
    },
    close(saleId) {
      const open = current(saleId)
      if (open?.transfer?.taken()) return false
      if (open) end()
      return true
    },
  }
}

const declinedOf = (payer: Payer, code: ErrorCode): OpenSale['declined'] =>
  payer.kind === 'card' && mayBeLifted(code) ? { card: addressOf(payer.card.publicKey), code } : undefined

const releaseOf = (payer: Payer | undefined) => (payer?.kind === 'card' ? payer.release() : undefined)

async function authorizeBy(deps: SaleDeps, open: OpenSale, payer: Payer): Promise<Result<Accepted>> {
  // It goes to disk when it is seen; a card that lies there is not asked any more.
  const taken = await open.transfer?.taken()
  if (taken?.ok) {
    void releaseOf(payer)
    return ok({ entry: taken.value, signedAt: performance.timeOrigin + performance.now() })
  }
  if (payer.kind === 'transfer') return fail('SALE_UNKNOWN')
  const accepted = await sign(deps, open, payer.card)
  void payer.release()
  if (accepted.ok && payer.liesOnReader) deps.reader.markPaid()
  return accepted
}

function draftSale(
  { ledger, terms, clock, wallets, transfers, onOffer, onStray }: SaleDeps,
  {
    units,
    order,
    takenBy,
    ticketFor,
    givenOut,
  }: Pick<OpenSale, 'order' | 'takenBy' | 'ticketFor'> & {
    readonly units: bigint
    readonly givenOut: number
  },
): OpenSale {
  const id = randomUUID()
  const { receiptNumber, draft } = draftPayment({ ledger, terms, clock }, units, givenOut)
  const { domain, asset } = terms
  const canScan = wallets.canScan()
  const answers = canScan || transfers ? createAnswerBox() : null
  const parts = transfers && { ledger, terms, clock, onOffer, onStray, watch: transfers }
  return {
    id,
    receiptNumber,
    order,
    takenBy,
    ticketFor,
    draft,
    cancel: new AbortController(),
    wallet: canScan ? { request: { domain, draft, asset, shop: wallets.shop } } : null,
    answers,
    transfer:
      parts &&
      answers &&
      createByTransfer(parts, {
        saleId: id,
        units,
        draft,
        receiptNumber,
        order,
        takenBy,
        ticketFor,
        answers,
      }),
    payer: undefined,
    inquiry: NOBODY_ASKED,
    declined: undefined,
    lifted: undefined,
    isBusy: false,
    isSigning: false,
    taps: 0,
  }
}

async function tap(deps: SaleDeps, sale: OpenSale): Promise<Result<{ payer: Address }>> {
  sale.taps += 1
  const { id: saleId, taps } = sale
  // Not before: the page knows the sale's id only now.
  sale.transfer?.begin()
  const payer = await waitForPayer(deps, {
    cancel: sale.cancel.signal,
    answers: sale.answers,
    isPatient: () => sale.wallet !== null || sale.transfer?.isOffered() === true,
    onFound() {
      sale.isBusy = true
      deps.onProgress({ saleId, tap: taps, stage: 'found' })
    },
    onTrouble(code) {
      sale.isBusy = false
      deps.onNotice({ saleId, tap: taps, code })
    },
  })
  sale.isBusy = payer.ok
  if (!payer.ok) return payer
  if (payer.value.kind === 'transfer') {
    // A card that signs comes first.
    const isOver = sale.isSigning || sale.cancel.signal.aborted
    const taken = isOver ? undefined : await sale.transfer?.take(payer.value.transfer)
    if (!taken?.ok) {
      sale.isBusy = false
      return taken ?? fail('SALE_UNKNOWN')
    }
  }
  sale.payer = payer.value
  if (payer.value.kind === 'card')
    sale.inquiry = deps.trust.ask({ ...sale.draft, from: addressOf(payer.value.card.publicKey) })
  deps.onProgress({ saleId, tap: taps, stage: 'checked' })
  const { value } = payer
  return ok({ payer: value.kind === 'card' ? addressOf(value.card.publicKey) : value.transfer.payer })
}

/** A wallet's answer is proven before it may end the wait for a card: anything else only says why it will not do. */
function takeScan({ recover, onNotice }: SaleDeps, sale: OpenSale, text: string): void {
  const { id: saleId, wallet, answers, taps } = sale
  if (!wallet || !answers || answers.answer) return
  const card = cardOfAnswer(text, wallet.request, recover)
  if (card.ok) answers.put(answerOf(card.value))
  else if (!sale.isBusy) onNotice({ saleId, tap: taps, code: card.error.code })
}

/** Cancel comes too late from here on. */
function sign(deps: SaleDeps, open: OpenSale, card: PaymentCard): Promise<Result<Accepted>> {
  const { id, order, takenBy, ticketFor, taps } = open
  deps.onProgress({ saleId: id, tap: taps, stage: 'signing' })
  const details: Details = {
    ...(order && { order }),
    ...(takenBy && { takenBy }),
    ...(ticketFor && { ticket: ticketFor(addressOf(card.publicKey), deps.clock.now()) }),
  }
  const override = open.lifted?.card === addressOf(card.publicKey) ? open.lifted.override : undefined
  return acceptBy(deps, open, { card, details, inquiry: open.inquiry, override })
}

import { randomUUID } from 'node:crypto'
import type { SelectCard } from '#src/device/card.ts'
import type { Events } from '#src/ipc/contract.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Asset } from '#src/money/asset.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import {
  type Authorization,
  authorizationDigest,
  receiptNonce,
  type TokenDomain,
} from '#src/payment/authorization.ts'
import { type AcceptedPayment, receiptText } from '#src/payment/record.ts'
import { proveSigner, type RecoverPublicKey } from '#src/payment/signature.ts'
import { encodeRequest, type PaymentRequest } from '#src/qr/request.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'
import type { ReaderService } from '../devices/reader.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type AnswerBox, createAnswerBox, type Payer, waitForPayer } from './tap.ts'
import { cardOfAnswer, type Wallets } from './wallet.ts'

export interface SaleDeps {
  readonly ledger: Ledger
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly wallets: Wallets
  readonly terms: SaleTerms
  readonly recover: RecoverPublicKey
  readonly clock: Clock
  readonly onProgress: (progress: Events['sale/progress']) => void
  readonly onNotice: (notice: Events['sale/notice']) => void
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
  ): Result<{ saleId: string; receipt: string; request: string | null }, 'SALE_AMOUNT_INVALID'>
  awaitCard(saleId: string): Promise<Result<{ payer: Address }>>
  authorize(saleId: string): Promise<Result<{ entry: JournalEntry; signedAt: number }>>
  /** Something was scanned: perhaps a wallet's answer. What else it may be, a notice says. */
  scanned(saleId: string, text: string): Result<undefined, 'SALE_UNKNOWN'>
  close(saleId: string): void
}

interface OpenSale {
  readonly id: string
  /** The same for every tap of this sale, so that a card that signs it twice signs the same payment. */
  readonly draft: Omit<Authorization, 'from'>
  readonly receiptNumber: number
  readonly cancel: AbortController
  /** What a wallet is asked, and what one has answered. */
  readonly wallet: { readonly request: PaymentRequest; readonly answers: AnswerBox } | null
  /** Found, and not yet asked to sign. */
  payer: Payer | undefined
  /** A card is looked at, or somebody signs: what is scanned now is nobody's news. */
  isBusy: boolean
  /** While one payment is made, no other is begun. */
  isSigning: boolean
  /** How often a card was waited for. */
  taps: number
}

export function createSaleDesk(deps: SaleDeps): SaleDesk {
  let sale: OpenSale | undefined
  const current = (saleId: string) => (sale?.id === saleId ? sale : undefined)

  function end(): void {
    sale?.cancel.abort()
    void sale?.payer?.release()
    sale = undefined
  }

  deps.wallets.scans.onScan(({ text }) => {
    if (sale) takeScan(deps, sale, text)
  })
  return {
    open(units) {
      if (units <= 0n || units > deps.terms.maxUnits) return fail('SALE_AMOUNT_INVALID')
      end()
      sale = draftSale(deps, units)
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
      const accepted = await sign(deps, open, payer)
      open.isSigning = false
      open.isBusy = false
      void payer.release()
      if (!accepted.ok) return accepted
      if (payer.liesOnReader) deps.reader.markPaid()
      if (sale === open) sale = undefined
      return accepted
    },
    scanned(saleId, text) {
      const open = current(saleId)
      if (!open) return fail('SALE_UNKNOWN')
      takeScan(deps, open, text)
      return ok()
    },
    close(saleId) {
      if (current(saleId)) end()
    },
  }
}

/** A receipt number is used up only by an accepted payment, so that the numbers have no gaps. */
function draftSale({ ledger, terms, clock, wallets }: SaleDeps, units: bigint): OpenSale {
  const receiptNumber = ledger.summary().lastReceiptNumber + 1
  const { domain, terminalId, payee, asset } = terms
  const draft = {
    to: payee,
    value: units,
    validAfter: 0, // the terminal's clock may run ahead of the chain's
    validBefore: toUnixSeconds(clock.now()) + terms.validitySeconds,
    nonce: receiptNonce({ domain, terminalId, ledgerId: ledger.journal.ledgerId, receiptNumber }),
  }
  return {
    id: randomUUID(),
    receiptNumber,
    draft,
    cancel: new AbortController(),
    wallet: wallets.canScan()
      ? { request: { domain, draft, asset, shop: wallets.shop }, answers: createAnswerBox() }
      : null,
    payer: undefined,
    isBusy: false,
    isSigning: false,
    taps: 0,
  }
}

async function tap(deps: SaleDeps, sale: OpenSale): Promise<Result<{ payer: Address }>> {
  sale.taps += 1
  const { id: saleId, taps } = sale
  const payer = await waitForPayer(deps, {
    cancel: sale.cancel.signal,
    answers: sale.wallet?.answers ?? null,
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
  sale.payer = payer.value
  deps.onProgress({ saleId, tap: taps, stage: 'checked' })
  return ok({ payer: addressOf(payer.value.card.publicKey) })
}

/** A wallet's answer is proven before it may end the wait for a card: anything else only says why it will not do. */
function takeScan({ recover, onNotice }: SaleDeps, sale: OpenSale, text: string): void {
  const { id: saleId, wallet, taps } = sale
  if (!wallet || wallet.answers.answer) return
  const card = cardOfAnswer(text, wallet.request, recover)
  if (card.ok) wallet.answers.put(card.value)
  else if (!sale.isBusy) onNotice({ saleId, tap: taps, code: card.error.code })
}

/**
 * The card signs, the signature is proven to be its own, and the payment goes to disk. Cancel
 * comes too late from here on: a signed payment is worth money and is kept.
 */
async function sign(
  { ledger, terms, recover, clock, onProgress }: SaleDeps,
  { id, draft, receiptNumber, taps }: OpenSale,
  { card }: Payer,
): Promise<Result<{ entry: JournalEntry; signedAt: number }>> {
  onProgress({ saleId: id, tap: taps, stage: 'signing' })
  const payer = addressOf(card.publicKey)
  const authorization: Authorization = { ...draft, from: payer }
  const digest = authorizationDigest(terms.domain, authorization)
  const signed = await card.sign(digest)
  const signedAt = performance.timeOrigin + performance.now()
  if (!signed.ok) return signed
  const signature = proveSigner(digest, signed.value, payer, recover)
  if (!signature.ok) return signature
  const payment: AcceptedPayment = {
    receipt: receiptText(terms.till, receiptNumber),
    receiptNumber,
    acceptedAt: clock.now(),
    asset: terms.asset,
    domain: terms.domain,
    authorization,
    signature: signature.value,
  }
  const entry = await ledger.record({ type: 'accepted', payment })
  return entry.ok ? ok({ entry: entry.value, signedAt }) : entry
}

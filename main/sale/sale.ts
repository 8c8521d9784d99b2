import { randomUUID } from 'node:crypto'
import type { PaymentCard, SelectCard } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
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
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'
import type { ReaderService } from '../devices/reader.ts'
import type { Ledger } from '../ledger/ledger.ts'

export interface SaleDeps {
  readonly ledger: Ledger
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly terms: SaleTerms
  readonly recover: RecoverPublicKey
  readonly clock: Clock
  readonly onProgress: (progress: Events['sale/progress']) => void
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
  open(units: bigint): Result<{ saleId: string; receipt: string }, 'SALE_AMOUNT_INVALID'>
  awaitCard(saleId: string): Promise<Result<{ payer: Address }>>
  authorize(saleId: string): Promise<Result<{ entry: JournalEntry; signedAt: number }>>
  close(saleId: string): void
}

interface OpenSale {
  readonly id: string
  /** The same for every tap of this sale, so that a card that signs it twice signs the same payment. */
  readonly draft: Omit<Authorization, 'from'>
  readonly receiptNumber: number
  readonly cancel: AbortController
  tapped: Tapped | undefined
  /** How often a card was waited for. */
  taps: number
}

interface Tapped {
  readonly field: CardInField
  readonly card: PaymentCard
  readonly payer: Address
}

export function createSaleDesk(deps: SaleDeps): SaleDesk {
  let sale: OpenSale | undefined
  const current = (saleId: string) => (sale?.id === saleId ? sale : undefined)

  function end(): void {
    sale?.cancel.abort()
    void sale?.tapped?.field.release()
    sale = undefined
  }

  return {
    open(units) {
      if (units <= 0n || units > deps.terms.maxUnits) return fail('SALE_AMOUNT_INVALID')
      end()
      sale = draftSale(deps, units)
      return ok({ saleId: sale.id, receipt: receiptText(deps.terms.till, sale.receiptNumber) })
    },
    async awaitCard(saleId) {
      const open = current(saleId)
      return open ? tap(deps, open) : fail('SALE_UNKNOWN')
    },
    async authorize(saleId) {
      const open = current(saleId)
      const tapped = open?.tapped
      if (!open || !tapped) return fail('SALE_UNKNOWN')
      open.tapped = undefined
      const accepted = await sign(deps, open, tapped)
      void tapped.field.release()
      if (!accepted.ok) return accepted
      deps.reader.markPaid()
      if (sale === open) sale = undefined
      return accepted
    },
    close(saleId) {
      if (current(saleId)) end()
    },
  }
}

/** A receipt number is used up only by an accepted payment, so that the numbers have no gaps. */
function draftSale({ ledger, terms, clock }: SaleDeps, units: bigint): OpenSale {
  const receiptNumber = ledger.summary().lastReceiptNumber + 1
  const { domain, terminalId, payee } = terms
  return {
    id: randomUUID(),
    receiptNumber,
    draft: {
      to: payee,
      value: units,
      validAfter: 0, // the terminal's clock may run ahead of the chain's
      validBefore: toUnixSeconds(clock.now()) + terms.validitySeconds,
      nonce: receiptNonce({ domain, terminalId, ledgerId: ledger.journal.ledgerId, receiptNumber }),
    },
    cancel: new AbortController(),
    tapped: undefined,
    taps: 0,
  }
}

async function tap(deps: SaleDeps, sale: OpenSale): Promise<Result<{ payer: Address }>> {
  sale.taps += 1
  const { taps } = sale
  const found = await deps.reader.waitForCard(sale.cancel.signal)
  if (!found.ok) return found
  deps.onProgress({ saleId: sale.id, tap: taps, stage: 'found' })
  const selected = await deps.selectCard(found.value)
  if (!selected.ok || sale.cancel.signal.aborted) {
    await found.value.release()
    return selected.ok ? fail('SALE_CANCELLED') : selected
  }
  const payer = addressOf(selected.value.publicKey)
  sale.tapped = { field: found.value, card: selected.value, payer }
  deps.onProgress({ saleId: sale.id, tap: taps, stage: 'checked' })
  return ok({ payer })
}

/**
 * The card signs, the signature is proven to be its own, and the payment goes to disk. Cancel
 * comes too late from here on: a signed payment is worth money and is kept.
 */
async function sign(
  { ledger, terms, recover, clock, onProgress }: SaleDeps,
  { id, draft, receiptNumber, taps }: OpenSale,
  { card, payer }: Tapped,
): Promise<Result<{ entry: JournalEntry; signedAt: number }>> {
  onProgress({ saleId: id, tap: taps, stage: 'signing' })
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

import type { PaymentCard } from '#src/device/card.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { addressOf } from '#src/payment/address.ts'
import { type Authorization, authorizationDigest } from '#src/payment/authorization.ts'
import { type AcceptedPayment, receiptText } from '#src/payment/record.ts'
import { proveSigner, type RecoverPublicKey } from '#src/payment/signature.ts'
import { ok, type Result } from '#src/result.ts'
import type { RiskFacts } from '#src/risk/decide.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Inquiry } from '../risk/inquiry.ts'
import type { Trust, Trusted } from '../risk/trust.ts'
import type { Draft } from './draft.ts'
import type { SaleTerms } from './sale.ts'

export interface AcceptDeps {
  readonly ledger: Pick<Ledger, 'record'>
  readonly terms: SaleTerms
  readonly trust: Pick<Trust, 'decide'>
  readonly recover: RecoverPublicKey
  readonly clock: Clock
}

/** What a payment is for, and who took it. */
export type Details = Pick<AcceptedPayment, 'order' | 'takenBy' | 'ride' | 'ticket'>

/** A payment on disk; `signedAt`: when the card's last byte had arrived, ms since the epoch with fractions. */
export interface Accepted {
  readonly entry: JournalEntry
  readonly signedAt: number
}

/** Who pays, for what, and what the chain says of it. */
export interface Payer {
  readonly card: PaymentCard
  readonly details: Details
  readonly inquiry: Inquiry
  /** Who has set the limits aside for it. */
  readonly override?: RiskFacts['override']
}

/**
 * The card is trusted or not, and then signs; its signature is proven to be its own, and the payment goes to
 * disk. Once it has signed only the chain's own word stops it, where that came in time: what the chain would turn
 * down is worth nothing, and is forgotten. Everything else that was signed is worth money and is kept.
 */
export async function acceptBy(deps: AcceptDeps, draft: Draft, payer: Payer): Promise<Result<Accepted>> {
  const { value: units, nonce } = draft.draft
  const { card, inquiry, override } = payer
  const trusted = await deps.trust.decide({ card, units, nonce, inquiry, override })
  if (!trusted.ok) return trusted
  const { confirm, standing } = trusted.value
  const accepted = await signAndStore(deps, draft, { ...payer, confirm, standing })
  trusted.value.done()
  return accepted
}

async function signAndStore(
  { ledger, terms, recover, clock }: AcceptDeps,
  { draft, receiptNumber }: Draft,
  { card, details, confirm, standing }: Payer & Pick<Trusted, 'confirm' | 'standing'>,
): Promise<Result<Accepted>> {
  const payer = addressOf(card.publicKey)
  const authorization: Authorization = { ...draft, from: payer }
  const digest = authorizationDigest(terms.domain, authorization)
  const signed = await card.sign(digest)
  const signedAt = performance.timeOrigin + performance.now()
  if (!signed.ok) return signed
  const signature = proveSigner(digest, signed.value, payer, recover)
  if (!signature.ok) return signature
  const online = await confirm({ authorization, signature: signature.value })
  if (!online.ok) return online
  const payment: AcceptedPayment = {
    receipt: receiptText(terms.till, receiptNumber),
    receiptNumber,
    acceptedAt: clock.now(),
    asset: terms.asset,
    domain: terms.domain,
    authorization,
    signature: signature.value,
    ...(online.value && { online: online.value }),
    ...details,
  }
  const entry = await ledger.record({ type: 'accepted', payment, standing })
  return entry.ok ? ok({ entry: entry.value, signedAt }) : entry
}

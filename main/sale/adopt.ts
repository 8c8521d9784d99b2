import type { Address } from '#src/payment/address.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import {
  type AcceptedPayment,
  isRefund,
  type JournaledPayment,
  type ReceivedPayment,
} from '#src/payment/record.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { ok, type Result } from '#src/result.ts'
import { tillItself } from '#src/staff/till-itself.ts'
import { isProven } from '../crypto/proven.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SaleTerms } from './sale.ts'

/** Who is paid, and in which token on which chain. */
export type Merchant = Pick<SaleTerms, 'domain' | 'payee'>

export interface AdoptDeps {
  readonly ledger: Ledger
  readonly terms: Merchant & Pick<SaleTerms, 'terminalId'>
  readonly recover: RecoverPublicKey
  /** Accounts that have signed refunds; none where there is no refund wallet, or its key is locked. */
  readonly refundWallets: () => readonly Address[]
}

/**
 * Takes payments back into the journal that only the queue still has. The renderer is not
 * believed: each must be for our payee in our token and bear its payer's own signature. The ids of
 * those that do not come back, and the renderer keeps them aside.
 */
export async function adoptPayments(
  deps: AdoptDeps,
  payments: readonly JournaledPayment[],
): Promise<Result<Hex[]>> {
  const { ledger, terms, recover } = deps
  const left: Hex[] = []
  // Refunds last: each is believed only for a payment that the journal has.
  const inOrder = [...payments].sort((a, b) => Number(isRefund(a)) - Number(isRefund(b)))
  for (const { rescuedFrom, signature, voided, ...received } of inOrder) {
    const id = received.authorization.nonce
    if (ledger.payment(id)) continue
    if (signature !== null && isRefund(received)) {
      const taken = await adoptRefund(deps, { ...received, signature })
      if (!taken.ok) return taken
      if (!taken.value) left.push(id)
      continue
    }
    // Whoever was told that it is taken back must not be charged.
    if (voided) {
      left.push(id)
      continue
    }
    // A payer's own transfer bears no signature, and the page's word is no proof of it.
    const payment = signature === null ? null : { ...received, signature }
    if (!payment || !isFor(payment, terms) || !isProven(payment, recover)) {
      left.push(id)
      continue
    }
    // Receipts of another terminal have numbers of their own.
    const written = await ledger.record(
      rescuedFrom === null
        ? { type: 'accepted', payment }
        : { type: 'rescued', payment, terminalId: rescuedFrom },
    )
    if (!written.ok) return written
  }
  return ok(left)
}

/** Whether it was ours: signed by our own wallet, for whoever made a payment that the journal has. */
async function adoptRefund(
  { ledger, terms, recover, refundWallets }: AdoptDeps,
  payment: AcceptedPayment,
): Promise<Result<boolean>> {
  const { returns, authorization, domain } = payment
  const paid = returns === undefined ? undefined : ledger.payment(returns)
  const isOurs =
    paid !== undefined &&
    !isRefund(paid) &&
    authorization.to === paid.authorization.from &&
    refundWallets().includes(authorization.from) &&
    isSameToken(domain, terms.domain) &&
    isProven(payment, recover)
  if (returns === undefined || !isOurs) return ok(false)
  const by = tillItself(terms.terminalId)
  const written = await ledger.record({ type: 'refunded', refund: { ...payment, returns }, by })
  return written.ok ? ok(true) : written
}

export const isFor = ({ domain, authorization }: ReceivedPayment, merchant: Merchant): boolean =>
  authorization.to === merchant.payee && isSameToken(domain, merchant.domain)

/** The token's own name and version are part of what is signed, so the whole domain is compared. */
export const isSameToken = (one: TokenDomain, other: TokenDomain): boolean =>
  one.verifyingContract === other.verifyingContract &&
  one.chainId === other.chainId &&
  one.name === other.name &&
  one.version === other.version

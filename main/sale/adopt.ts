import type { TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { JournaledPayment, ReceivedPayment } from '#src/payment/record.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { ok, type Result } from '#src/result.ts'
import { isProven } from '../crypto/proven.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SaleTerms } from './sale.ts'

/** Who is paid, and in which token on which chain. */
export type Merchant = Pick<SaleTerms, 'domain' | 'payee'>

export interface AdoptDeps {
  readonly ledger: Ledger
  readonly terms: Merchant
  readonly recover: RecoverPublicKey
}

/**
 * Takes payments back into the journal that only the queue still has. The renderer is not
 * believed: each must be for our payee in our token and bear its payer's own signature. The ids of
 * those that do not come back, and the renderer keeps them aside.
 */
export async function adoptPayments(
  { ledger, terms, recover }: AdoptDeps,
  payments: readonly JournaledPayment[],
): Promise<Result<Hex[]>> {
  const left: Hex[] = []
  for (const { rescuedFrom, signature, ...received } of payments) {
    const id = received.authorization.nonce
    if (ledger.payment(id)) continue
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

export const isFor = ({ domain, authorization }: ReceivedPayment, merchant: Merchant): boolean =>
  authorization.to === merchant.payee && isSameToken(domain, merchant.domain)

/** The token's own name and version are part of what is signed, so the whole domain is compared. */
const isSameToken = (one: TokenDomain, other: TokenDomain): boolean =>
  one.verifyingContract === other.verifyingContract &&
  one.chainId === other.chainId &&
  one.name === other.name &&
  one.version === other.version

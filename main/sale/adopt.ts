import { hexToBytes } from '@noble/hashes/utils.js'
import { authorizationDigest, domainSeparator } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { proveSigner } from '#src/payment/signature.ts'
import { ok, type Result } from '#src/result.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SaleTerms } from './sale.ts'

/**
 * Takes payments back into the journal that only the queue still has. The renderer is not
 * believed: each must be for our payee in our token and bear its payer's own signature. The ids of
 * those that do not come back, and the renderer keeps them aside.
 */
export async function adoptPayments(
  ledger: Ledger,
  terms: Pick<SaleTerms, 'domain' | 'payee'>,
  payments: readonly AcceptedPayment[],
): Promise<Result<Hex[]>> {
  const left: Hex[] = []
  for (const payment of payments) {
    const id = payment.authorization.nonce
    if (ledger.payment(id)) continue
    if (!isOurs(payment, terms)) {
      left.push(id)
      continue
    }
    const written = await ledger.record({ type: 'accepted', payment })
    if (!written.ok) return written
  }
  return ok(left)
}

function isOurs(
  { domain, authorization, signature }: AcceptedPayment,
  terms: Pick<SaleTerms, 'domain' | 'payee'>,
) {
  const sameToken = domainSeparator(domain).join() === domainSeparator(terms.domain).join()
  if (!sameToken || authorization.to !== terms.payee) return false
  const bytes = hexToBytes(signature.slice(2))
  const pair = { r: bytes.slice(0, 32), s: bytes.slice(32, 64) }
  const proven = proveSigner(authorizationDigest(domain, authorization), pair, authorization.from)
  return proven.ok && proven.value === signature
}

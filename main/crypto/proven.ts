import { hexToBytes } from '@noble/hashes/utils.js'
import { authorizationDigest } from '#src/payment/authorization.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { proveSigner, type RecoverPublicKey } from '#src/payment/signature.ts'

/**
 * Whether the payer's own key has signed this payment, in the one spelling that tokens take. A
 * contract wallet's signature (ERC-1271) is never proven here: only the chain can judge it.
 */
export function isProven(payment: AcceptedPayment, recover: RecoverPublicKey): boolean {
  const { domain, authorization, signature } = payment
  const bytes = hexToBytes(signature.slice(2))
  if (bytes.length !== 65) return false
  const pair = { r: bytes.slice(0, 32), s: bytes.slice(32, 64) }
  const proven = proveSigner(authorizationDigest(domain, authorization), pair, authorization.from, recover)
  return proven.ok && proven.value === signature
}

import {
  type Authorization,
  authorizationDigest,
  receiptNonce,
  type TokenDomain,
} from '#src/payment/authorization.ts'
import { type Payment, type Refund, receiptText } from '#src/payment/record.ts'
import { ok, type Result } from '#src/result.ts'
import type { Person } from '#src/staff/person.ts'
import type { Clock } from '#src/time/clock.ts'
import type { RefundKey } from '../keys/refund-key.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** What main alone decides about every refund. */
export interface RefundTerms {
  readonly terminalId: string
  readonly till: number
  /** The token that is settled here. */
  readonly domain: TokenDomain
}

export interface SignRefundDeps {
  readonly ledger: Pick<Ledger, 'journal' | 'summary' | 'till'>
  readonly terms: RefundTerms
  readonly key: RefundKey
  readonly clock: Clock
}

/**
 * The year 2106: what the customer is owed does not run out while the wallet is empty, and a clock
 * that is wrong cannot make it end before it was made.
 */
export const NO_END = 0xffff_ffff

/** The refund wallet's authorization for whoever paid, in the token that was paid, with the next receipt's number. */
export function signRefund(
  { ledger, terms, key, clock }: SignRefundDeps,
  payment: Payment,
  { units, by }: { readonly units: bigint; readonly by: Person },
): Result<Refund, 'KEY_LOCKED'> {
  const from = key.address()
  if (!from.ok) return from
  const { asset, domain, id: returns } = payment
  const receiptNumber = ledger.summary().lastReceiptNumber + 1
  const { ledgerId } = ledger.journal
  const authorization: Authorization = {
    from: from.value,
    to: payment.authorization.from,
    value: units,
    validAfter: 0,
    validBefore: NO_END,
    nonce: receiptNonce({ domain, terminalId: terms.terminalId, ledgerId, receiptNumber }),
  }
  const signature = key.sign(authorizationDigest(domain, authorization))
  if (!signature.ok) return signature
  const { shift } = ledger.till()
  return ok({
    receipt: receiptText(terms.till, receiptNumber),
    receiptNumber,
    acceptedAt: clock.now(),
    asset,
    domain,
    authorization,
    signature: signature.value,
    returns,
    ...(shift && { takenBy: { person: by, shift: shift.number } }),
  })
}

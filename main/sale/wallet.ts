import { hexToBytes } from '@noble/hashes/utils.js'
import type { PaymentCard } from '#src/device/card.ts'
import type { Scan } from '#src/device/scanner.ts'
import { addressOf } from '#src/payment/address.ts'
import { authorizationDigest } from '#src/payment/authorization.ts'
import { lowS, type RecoverPublicKey } from '#src/payment/signature.ts'
import { decodeAnswer } from '#src/qr/answer.ts'
import { type PaymentRequest, requestId } from '#src/qr/request.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** What a till needs to be paid by a wallet's code as well as by a card. */
export interface Wallets {
  /** The shop's name, for the wallet to show. */
  readonly shop: string
  /** Whether something reads codes now; a code that nothing reads is not asked for. */
  readonly canScan: () => boolean
  readonly scans: { onScan(listener: (scan: Pick<Scan, 'text'>) => void): () => void }
}

export type AnswerFault = 'QR_INVALID' | 'QR_OTHER_SALE' | 'QR_SIGNATURE_INVALID'

/**
 * A scanned answer as the card that it stands for: it has signed already, and nothing else. The
 * signature is held to what the token itself demands: v of 27 or 28, s in the lower half, and the
 * payer that the answer names. A contract's signature (ERC-1271) cannot be proven without its
 * chain, and is refused here like any other that is not the payer's own.
 */
export function cardOfAnswer(
  text: string,
  request: PaymentRequest,
  recover: RecoverPublicKey,
): Result<PaymentCard, AnswerFault> {
  const answer = decodeAnswer(text)
  if (!answer.ok) return answer
  if (!isSame(answer.value.requestId, requestId(request))) return fail('QR_OTHER_SALE')
  const { from } = answer.value
  const digest = authorizationDigest(request.domain, { ...request.draft, from })
  const signature = hexToBytes(answer.value.signature.slice(2))
  const [r, s, v] = [signature.slice(0, 32), signature.slice(32, 64), signature[64]]
  if ((v !== 27 && v !== 28) || !isSame(lowS(s), s)) return fail('QR_SIGNATURE_INVALID', 'v or s')
  const publicKey = recover(digest, signature.slice(0, 64), v - 27)
  if (!publicKey || addressOf(publicKey) !== from)
    return fail('QR_SIGNATURE_INVALID', 'signed by another key')
  return ok({
    application: 'wallet-qr',
    publicKey,
    sign: async (asked) =>
      isSame(asked, digest) ? ok({ r, s }) : fail('CARD_ANSWER_INVALID', 'another digest'),
  })
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i])

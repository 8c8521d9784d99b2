import type { PaymentCard, SignFault } from '#src/device/card.ts'
import type { EcdsaSignature } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** What an application answers to a digest. */
export interface Signed {
  /** With `s` in the lower half of the order. */
  readonly signature: EcdsaSignature
  /** The key that signed, 65 bytes, if the answer says so. */
  readonly publicKey: Uint8Array | undefined
}

interface PaymentCardParts extends Pick<PaymentCard, 'application' | 'publicKey' | 'certificate'> {
  readonly sign: (digest: Uint8Array) => Promise<Result<Signed, SignFault>>
}

/** A card of any application: signs 32 bytes or nothing, and only with the key that it showed. */
export const createPaymentCard = ({ sign, ...parts }: PaymentCardParts): PaymentCard => ({
  ...parts,
  async sign(digest) {
    // Some applications sign whatever lies in their buffer: a wrong length would sign the unknown.
    if (digest.length !== 32) throw new RangeError(`a digest is 32 bytes, not ${digest.length}`)
    const signed = await sign(digest)
    if (!signed.ok) return signed
    if (signed.value.publicKey && !equal(signed.value.publicKey, parts.publicKey))
      return fail('CARD_ANSWER_INVALID', 'signed with another key than the card showed')
    return ok(signed.value.signature)
  },
})

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { fail, ok, type Result } from '../result.ts'
import { addressOf } from './address.ts'
import type { Hex } from './hex.ts'

/** An ECDSA signature over secp256k1 as a card gives it: two numbers of 32 bytes, no recovery id. */
export interface EcdsaSignature {
  readonly r: Uint8Array
  readonly s: Uint8Array
}

/** r ‖ s ‖ v, 65 bytes with v 27 or 28: the form that token contracts take. */
export type RecoverableSignature = Hex

/**
 * The uncompressed public key (65 bytes) whose signature of a digest (32 bytes) this is; undefined
 * for numbers that are no signature. `compact`: r ‖ s, 64 bytes; `recovery`: 0 or 1.
 */
export type RecoverPublicKey = (
  digest: Uint8Array,
  compact: Uint8Array,
  recovery: number,
) => Uint8Array | undefined

const ORDER = secp256k1.Point.CURVE().n
const HALF_ORDER = ORDER >> 1n

/**
 * The lower of the two equally valid values of s. USDC refuses the upper one
 * (OpenZeppelin ECRecover, EIP-2). A number that is no s at all stays as it is, to be refused.
 */
export function lowS(s: Uint8Array): Uint8Array {
  const value = BigInt(`0x${bytesToHex(s)}`)
  return value > HALF_ORDER && value < ORDER ? hexToBytes((ORDER - value).toString(16).padStart(64, '0')) : s
}

/** Works everywhere. Main has a native one that is much faster. */
export const recoverInJavaScript: RecoverPublicKey = (digest, compact, recovery) => {
  try {
    const signature = secp256k1.Signature.fromBytes(compact).addRecoveryBit(recovery)
    return signature.recoverPublicKey(digest).toBytes(false)
  } catch {
    // The library throws for numbers off the curve: garbage is an answer, not a bug.
    return undefined
  }
}

/**
 * Finds the recovery id that gives back the signer's own address, and so proves the signature.
 * Anything else, including garbage, is CARD_SIGNATURE_INVALID.
 */
export function proveSigner(
  digest: Uint8Array,
  { r, s }: EcdsaSignature,
  signer: Hex,
  recover: RecoverPublicKey = recoverInJavaScript,
): Result<RecoverableSignature, 'CARD_SIGNATURE_INVALID'> {
  if (r.length !== 32 || s.length !== 32) return fail('CARD_SIGNATURE_INVALID', 'r and s must be 32 bytes')
  const compact = concatBytes(r, lowS(s))
  for (const recovery of [0, 1]) {
    const publicKey = recover(digest, compact, recovery)
    if (publicKey && addressOf(publicKey) === signer) {
      const signature: RecoverableSignature = `0x${bytesToHex(compact)}${(27 + recovery).toString(16)}`
      return ok(signature)
    }
  }
  return fail('CARD_SIGNATURE_INVALID', 'signed by another key')
}

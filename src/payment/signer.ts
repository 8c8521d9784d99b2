import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type Address, addressOf } from './address.ts'
import { lowS, type RecoverPublicKey } from './signature.ts'

/** r ‖ s ‖ v: the length of a signature that tells who signed. */
export const SIGNATURE_BYTES = 65

/** Signs a digest of 32 bytes: r ‖ s ‖ v with v 27 or 28, deterministic (RFC 6979), s in the lower half. */
export function signDigest(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
  const [recovery = 0, ...pair] = secp256k1.sign(digest, privateKey, {
    prehash: false,
    format: 'recovered',
  })
  return Uint8Array.of(...pair, 27 + recovery)
}

/**
 * Whose signature of a digest this is; undefined for what is none. Of the spellings of one signature only
 * one counts: v 27 or 28, s in the lower half of the order.
 */
export function signerOf(
  digest: Uint8Array,
  signature: Uint8Array,
  recover: RecoverPublicKey,
): Address | undefined {
  const v = signature[64]
  if (signature.length !== SIGNATURE_BYTES || (v !== 27 && v !== 28)) return undefined
  const s = signature.slice(32, 64)
  if (bytesToHex(lowS(s)) !== bytesToHex(s)) return undefined
  const publicKey = recover(digest, signature.slice(0, 64), v - 27)
  return publicKey && addressOf(publicKey)
}

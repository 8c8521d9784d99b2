import { secp256k1 } from '@noble/curves/secp256k1.js'

export const publicKeyOf = (privateKey: Uint8Array): Uint8Array => secp256k1.getPublicKey(privateKey, false)

/**
 * Signs a digest into DER with `s` of the half that is asked for. Deterministic (RFC 6979) where a
 * real card takes a random k, so that tests have exact answers.
 */
export function signDer(digest: Uint8Array, privateKey: Uint8Array, half: 'low' | 'high'): Uint8Array {
  const compact = secp256k1.sign(digest, privateKey, { prehash: false, lowS: true })
  const { r, s } = secp256k1.Signature.fromBytes(compact)
  const wanted = half === 'low' ? s : secp256k1.Point.CURVE().n - s
  return new secp256k1.Signature(r, wanted).toBytes('der')
}

/** A Keycard's answer to SIGN: `A0 81 LL { 80 41 <public key> ; 30 xx <DER> }`. */
export function signatureTemplate(digest: Uint8Array, privateKey: Uint8Array): number[] {
  const key = publicKeyOf(privateKey)
  const inside = [0x80, key.length, ...key, ...signDer(digest, privateKey, 'low')]
  return [0xa0, 0x81, inside.length, ...inside]
}

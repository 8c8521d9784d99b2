import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** SubjectPublicKeyInfo of an Ed25519 key up to the key itself: RFC 8410, sections 3 and 4. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
/** An Ed25519 signature in base64 (64 bytes: RFC 8032, section 5.1.6), alone on its line. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==\n?$/

/**
 * Whether the holder of `publicKey` (base64 of 32 bytes) has signed exactly these bytes. `signature`: the
 * text of a `.sig` file; anything else in the place of one is no signature.
 */
export function hasSigned(publicKey: string, content: Uint8Array, signature: string): boolean {
  if (!SIGNATURE.test(signature)) return false
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  })
  return verify(null, content, key, Buffer.from(signature, 'base64'))
}

/** The content of a `.sig` file. */
export const signatureFile = (content: Uint8Array, privateKey: KeyObject): string =>
  `${sign(null, content, privateKey).toString('base64')}\n`

/** As terminals are told it. */
export const publicKeyText = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length).toString('base64')

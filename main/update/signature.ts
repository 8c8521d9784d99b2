import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { fail, ok, type Result } from '#src/result.ts'

/** SubjectPublicKeyInfo of an Ed25519 key up to the key itself: RFC 8410, sections 3 and 4. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
/** An Ed25519 signature in base64 (64 bytes: RFC 8032, section 5.1.6), alone on its line. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==\n?$/

/** Whether the holder of `publicKey` (base64 of 32 bytes) has signed exactly these bytes. */
export function checkSignature(
  content: Uint8Array,
  signature: Uint8Array,
  publicKey: string,
): Result<undefined, 'UPDATE_SIGNATURE_INVALID'> {
  const text = Buffer.from(signature).toString('latin1')
  if (!SIGNATURE.test(text)) return fail('UPDATE_SIGNATURE_INVALID', 'no signature of 64 bytes in base64')
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  })
  return verify(null, content, key, Buffer.from(text, 'base64'))
    ? ok()
    : fail('UPDATE_SIGNATURE_INVALID', 'altered, or signed by another key')
}

/** The content of a `.sig` file. */
export const signatureFile = (content: Uint8Array, privateKey: KeyObject): string =>
  `${sign(null, content, privateKey).toString('base64')}\n`

/** As the configuration names it. */
export const publicKeyText = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length).toString('base64')

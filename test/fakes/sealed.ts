import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { publicKeyText } from '#main/crypto/ed25519.ts'
import { envelopeText } from '#src/fleet/envelope.ts'

/** A key of an operator, for tests only. */
export function orderKey(): { readonly secret: KeyObject; readonly key: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { secret: privateKey, key: publicKeyText(privateKey) }
}

/** An order as it lies in the fleet's buckets. */
export function sealedBy(secret: KeyObject, content: object): Uint8Array {
  const text = JSON.stringify(content)
  return Buffer.from(envelopeText(text, [sign(null, Buffer.from(text), secret).toString('base64')]))
}

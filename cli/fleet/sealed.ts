import { sign } from 'node:crypto'
import { envelopeText } from '#src/fleet/envelope.ts'
import { ok, type Result } from '#src/result.ts'
import { openKey } from '../operator-key.ts'
import type { Keyboard } from '../passphrase.ts'

/** Puts an order into its envelope, signed. */
export type Seal = (content: object) => string

/** Signs orders with the operator's key in this file (`npm run sign-config -- --new-key`). Asks once for its passphrase. */
export async function openSeal(keyPath: string, keyboard: Keyboard): Promise<Result<Seal>> {
  const key = await openKey(keyPath, keyboard)
  if (!key.ok) return key
  return ok((content) => {
    const text = JSON.stringify(content)
    return envelopeText(text, [sign(null, Buffer.from(text), key.value).toString('base64')])
  })
}

/** One order in its envelope. */
export async function sealed(content: object, keyPath: string, keyboard: Keyboard): Promise<Result<string>> {
  const seal = await openSeal(keyPath, keyboard)
  return seal.ok ? ok(seal.value(content)) : seal
}

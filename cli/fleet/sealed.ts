import { sign } from 'node:crypto'
import { envelopeText } from '#src/fleet/envelope.ts'
import { ok, type Result } from '#src/result.ts'
import { openKey } from '../operator-key.ts'
import type { Keyboard } from '../passphrase.ts'

/** An order in its envelope, signed with the operator's key in this file (`npm run sign-config -- --new-key`). */
export async function sealed(content: object, keyPath: string, keyboard: Keyboard): Promise<Result<string>> {
  const key = await openKey(keyPath, keyboard)
  if (!key.ok) return key
  const text = JSON.stringify(content)
  return ok(envelopeText(text, [sign(null, Buffer.from(text), key.value).toString('base64')]))
}

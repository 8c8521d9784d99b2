import { readEnvelope } from '#src/fleet/envelope.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { hasSigned } from '../crypto/ed25519.ts'

/** What the operator has signed. */
export interface Opened {
  /** By this key, in base64. */
  readonly key: string
  readonly json: unknown
}

export type OrderFault = 'FLEET_ORDER_INVALID' | 'FLEET_SIGNATURE_INVALID'

/** Opens an order that one of these keys has signed. Nothing of its content is parsed before that is certain. */
export function openEnvelope(text: string, keys: readonly string[]): Result<Opened, OrderFault> {
  const read = readEnvelope(text)
  if (!read.ok) return read
  const { content, signatures } = read.value
  const bytes = Buffer.from(content)
  const key = keys.find((each) => signatures.some((signature) => hasSigned(each, bytes, signature)))
  if (key === undefined) return fail('FLEET_SIGNATURE_INVALID')
  try {
    return ok({ key, json: JSON.parse(content) })
  } catch (error) {
    return fail('FLEET_ORDER_INVALID', String(error))
  }
}

import { z } from 'zod'
import { fail, ok, type Result } from '../result.ts'

/** While an operator's keys are changed an order is signed by both. */
const MOST_SIGNATURES = 8

/**
 * An order of the operator, as it lies in a bucket or a stream: JSON, UTF-8. `content` is the very text that is
 * signed, itself JSON with a `kind` of its own, so that nothing counts for what it was not signed for.
 */
export const envelopeSchema = z.strictObject({
  v: z.literal(1),
  content: z.string().min(2),
  /** Detached Ed25519 signatures over the UTF-8 bytes of `content`, in base64: RFC 8032, section 5.1.6. */
  signatures: z.array(z.string()).min(1).max(MOST_SIGNATURES),
})
export type Envelope = z.output<typeof envelopeSchema>

export const envelopeText = (content: string, signatures: readonly string[]): string =>
  JSON.stringify({ v: 1, content, signatures } satisfies Omit<Envelope, 'signatures'> & {
    signatures: readonly string[]
  })

/** The envelope itself; nothing is said of its signatures. */
export function readEnvelope(text: string): Result<Envelope, 'FLEET_ORDER_INVALID'> {
  try {
    const read = envelopeSchema.safeParse(JSON.parse(text))
    return read.success ? ok(read.data) : fail('FLEET_ORDER_INVALID', z.prettifyError(read.error))
  } catch (error) {
    return fail('FLEET_ORDER_INVALID', String(error))
  }
}

import { z } from 'zod'
import { ERROR_CODES } from '../errors/codes.ts'
import { hexSchema, proofSchema } from '../payment/record.ts'

const id = hexSchema(32)

/** What a settler tells a terminal of payments that it handed over. `seq` is of no journal: outcomes come in their order. */
export const outcomeSchema = z.discriminatedUnion('type', [
  /** It is not for this settler (another token, another payee, an id that it has of another payer): the terminal settles it. */
  z.strictObject({ type: z.literal('declined'), ids: z.array(id).min(1), code: z.enum(ERROR_CODES) }),
  /** In a signed transaction: the terminal waits anew. */
  z.strictObject({ type: z.literal('submitted'), ids: z.array(id).min(1), hash: id }),
  z.strictObject({
    type: z.literal('confirmed'),
    proofs: z.array(z.strictObject({ id, proof: proofSchema })).min(1),
  }),
  z.strictObject({ type: z.literal('settled'), ids: z.array(id).min(1) }),
  z.strictObject({ type: z.literal('reorganised'), ids: z.array(id).min(1) }),
  z.strictObject({ type: z.literal('returned'), ids: z.array(id).min(1) }),
  z.strictObject({
    type: z.literal('refused'),
    refusals: z.array(z.strictObject({ id, code: z.enum(ERROR_CODES) })).min(1),
  }),
  z.strictObject({ type: z.literal('expired'), ids: z.array(id).min(1) }),
])
export type Outcome = z.output<typeof outcomeSchema>

export const outcomeMessageSchema = z.strictObject({ v: z.literal(1), outcome: outcomeSchema })

/** A question to the settler, and its answer. Where none comes in time the payment counts as taken. */
export const recallSchema = z.strictObject({ v: z.literal(1), id })
export const recallAnswerSchema = z.strictObject({
  v: z.literal(1),
  /** `released`: it will not be sent, for good. `taken`: it may land. `unknown`: it never came. */
  answer: z.enum(['released', 'taken', 'unknown']),
})
export type RecallAnswer = z.output<typeof recallAnswerSchema>

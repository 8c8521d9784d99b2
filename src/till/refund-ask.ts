import { z } from 'zod'
import { unitsSchema } from '../money/units.ts'
import { hexSchema } from '../payment/record.ts'
import { personSchema } from '../staff/person.ts'

/** A refund that somebody asked for and that only the owner may make. */
export const refundAskSchema = z.strictObject({
  /** 1, 2, 3 … within a ledger. */
  number: z.int().positive(),
  /** The payment of which it gives something back. */
  returns: hexSchema(32),
  units: unitsSchema,
  by: personSchema,
  reason: z.string().max(200),
})
export type RefundAsk = z.output<typeof refundAskSchema>

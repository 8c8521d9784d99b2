import { z } from 'zod'
import { parsePinHash } from '../staff/pin-hash.ts'

/** How maintenance is opened, beside staff who have the right. */
export const serviceSchema = z.strictObject({
  /** The technician's PIN, `scrypt$N$r$p$salt$hash` as `npm run hash-pin` prints it. */
  pin: z
    .string()
    .refine((text) => parsePinHash(text) !== undefined, 'not printed by npm run hash-pin')
    .optional(),
})
export type ServiceConfig = z.output<typeof serviceSchema>

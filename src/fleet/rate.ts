import { z } from 'zod'
import { nameSchema } from './names.ts'

/** What one whole token is worth, as the operator signs it for all terminals that follow the name. */
export const fleetRateSchema = z.strictObject({
  kind: z.literal('tapsyr-rate'),
  name: nameSchema,
  /** One higher with each rate of this name. */
  version: z.int().min(1),
  /** When it was so, ms since the epoch: its age counts from here. */
  at: z.int().nonnegative(),
  /** Whole units of the currency for one whole token, a decimal string above zero. */
  value: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,12})?$/)
    .refine((text) => /[1-9]/.test(text), 'a rate is above zero'),
})
export type FleetRate = z.output<typeof fleetRateSchema>

import { z } from 'zod'

/**
 * What people at a terminal read: one line that is shown as text. Nothing in it can hide, break or turn round what
 * stands beside it.
 */
export const reasonSchema = z
  .string()
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,120}$/u, 'one line of at most 120 letters')
  .refine((text) => text.trim() === text, 'no spaces at its ends')

/** The operator has taken the terminal out of service. */
export const closureSchema = z.strictObject({
  reason: reasonSchema,
  /** Who says so. */
  by: z.string().min(1).max(40),
  /** Since when, ms since the epoch. */
  at: z.int().nonnegative(),
})
export type Closure = z.output<typeof closureSchema>

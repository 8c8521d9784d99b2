import { z } from 'zod'
import { type Payment, paymentSchema } from '../payment/record.ts'
import { retryDelayMs } from './retry.ts'
import { trailSchema } from './trail.ts'

/** A payment as the queue keeps it (schema version 2): the payment, and what says when it is tried again. */
export const rowSchema = paymentSchema.extend({
  /** validBefore, Unix seconds: the earliest goes first. */
  deadline: z.int().nonnegative(),
  /** How often the chain has refused it so far. */
  refusals: z.int().nonnegative(),
  /** Not before this moment, ms since the epoch; 0 for at once. */
  retryAt: z.int().nonnegative(),
  /** Left out in rows that were written before there was one. */
  trail: trailSchema.optional(),
})
export type Row = z.output<typeof rowSchema>

/** The row of a payment after a fact written at `at` (ms since the epoch). */
export function rowOf(payment: Payment, before: Row | undefined, at: number): Row {
  const refused = payment.state === 'refused'
  const refusals = (before?.refusals ?? 0) + (refused ? 1 : 0)
  return {
    ...payment,
    deadline: payment.authorization.validBefore,
    refusals,
    retryAt: refused ? at + retryDelayMs(refusals) : 0,
  }
}

/** The payment in a row, without what the queue added. */
export function paymentOf({
  deadline: _deadline,
  refusals: _refusals,
  retryAt: _retryAt,
  trail: _trail,
  ...payment
}: Row): Payment {
  return payment
}

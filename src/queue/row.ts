import { z } from 'zod'
import { type Payment, paymentSchema } from '../payment/record.ts'
import { isDue } from '../payment/states.ts'
import { retryDelayMs } from './retry.ts'

/** A payment as the queue keeps it (schema version 2): the payment, and what the index needs. */
export const rowSchema = paymentSchema.extend({
  /** 1 while a new batch may take it. A number, since IndexedDB does not index booleans. */
  due: z.literal([0, 1]),
  /** validBefore, Unix seconds: the earliest goes first. */
  deadline: z.int().nonnegative(),
  /** How often the chain has refused it so far. */
  refusals: z.int().nonnegative(),
  /** Not before this moment, ms since the epoch; 0 for at once. */
  retryAt: z.int().nonnegative(),
})
export type Row = z.output<typeof rowSchema>

/** The row of a payment after a fact written at `at` (ms since the epoch). */
export function rowOf(payment: Payment, before: Row | undefined, at: number): Row {
  const refused = payment.state === 'refused'
  const refusals = (before?.refusals ?? 0) + (refused ? 1 : 0)
  return {
    ...payment,
    due: isDue(payment.state) ? 1 : 0,
    deadline: payment.authorization.validBefore,
    refusals,
    retryAt: refused ? at + retryDelayMs(refusals) : 0,
  }
}

/** The payment in a row, without what the queue added. */
export function paymentOf({
  due: _due,
  deadline: _deadline,
  refusals: _refusals,
  retryAt: _retryAt,
  ...payment
}: Row): Payment {
  return payment
}

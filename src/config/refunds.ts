import { z } from 'zod'
import { hexSchema } from '../payment/record.ts'

const decimal = z.string().regex(/^\d+(\.\d+)?$/)

/** The wallet that gives money back. What is above its caps only the owner allows. */
export const refundsSchema = z.strictObject({
  /** Highest single refund, as a decimal string of the token. */
  maxPayment: decimal,
  /** Of all refunds of 24 hours together. */
  maxPerDay: decimal,
  /** For the simulator only: a published test key that holds refund money on its chain. */
  testKey: hexSchema(32).optional(),
})
export type Refunds = z.output<typeof refundsSchema>

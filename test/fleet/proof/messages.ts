import { z } from 'zod'
import { hexSchema } from '#src/payment/record.ts'

/** What a process of terminals is told by its arguments: a file of this. */
export const crowdSchema = z.strictObject({
  server: z.strictObject({ url: z.string(), ca: z.string() }),
  rpcUrl: z.string(),
  domain: z.strictObject({
    ...{ name: z.string(), version: z.string(), chainId: z.int() },
    verifyingContract: hexSchema(20),
  }),
  payee: hexSchema(20),
  leaseMinutes: z.number(),
  roundMs: z.number(),
  seed: z.int(),
  payers: z.array(hexSchema(32)),
  promises: z.string(),
  terminals: z.array(
    z.strictObject({
      ...{ site: z.string(), terminal: z.string(), folder: z.string(), credentials: z.string() },
      ...{ gasKey: hexSchema(32), skewMs: z.number() },
    }),
  ),
})
export type CrowdConfig = z.output<typeof crowdSchema>

/** To a process of terminals; terminals are numbered in their process. */
export const orderSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sell'), count: z.int().positive() }),
  z.strictObject({ type: z.literal('clock'), terminal: z.int(), skewMs: z.number() }),
  z.strictObject({ type: z.literal('repeat'), terminal: z.int() }),
  z.strictObject({ type: z.literal('cursorless'), terminal: z.int() }),
  z.strictObject({ type: z.literal('image'), terminal: z.int() }),
  z.strictObject({ type: z.literal('restore'), terminal: z.int() }),
  z.strictObject({ type: z.literal('stop') }),
])
export type Order = z.output<typeof orderSchema>

/** From a process of terminals, of all of them together. */
export const standingSchema = z.strictObject({
  /** All are open. */
  ready: z.boolean(),
  /** Payments promised since it was first started. */
  sold: z.int(),
  /** Of them voided. */
  voided: z.int(),
  /** Sales that were ordered and are not made yet. */
  toSell: z.int(),
  /** Sales that came to nothing: the terminal began anew just then. */
  failed: z.int(),
  /** Payments that are not settled in their terminal's journal. */
  waiting: z.int(),
  /** Accepted payments that the stream does not have, as far as this process has sold them. */
  notUp: z.int(),
  /** Entries that the stream does not have. */
  behind: z.int(),
  connected: z.int(),
  /** Orders other than sales that are not done. */
  busy: z.int(),
  /** Entries that were sent once more on purpose. */
  repeated: z.int(),
  /** Terminals that began a new ledger. */
  begunAnew: z.int(),
  /** Rejections that nobody handled: each would have ended a terminal. */
  unhandled: z.int(),
  /** Seconds from a sale to "settled" in its terminal's journal, since the last report. */
  seconds: z.array(z.number()),
})
export type Standing = z.output<typeof standingSchema>

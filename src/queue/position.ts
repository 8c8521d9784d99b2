import { z } from 'zod'
import type { Hex } from '../payment/hex.ts'
import type { ReceiptRange } from '../payment/missing.ts'
import { hexSchema } from '../payment/record.ts'
import { PAYMENT_STATES } from '../payment/states.ts'
import type { Summary } from '../payment/summary.ts'
import { emptySummary } from '../payment/summary.ts'

/** How far the queue has followed the journal, written in the same transaction as the rows. */
export const positionSchema = z.strictObject({
  epoch: hexSchema(32),
  seq: z.int().nonnegative(),
  summary: z.strictObject({
    counts: z.record(z.enum(PAYMENT_STATES), z.int().nonnegative()),
    waitingUnits: z.bigint().nonnegative(),
    waitingRefunds: z.int().nonnegative(),
    lastReceiptNumber: z.int().nonnegative(),
    missing: z.array(z.strictObject({ from: z.int().positive(), to: z.int().positive() })).readonly(),
  }),
})
export type Position = z.output<typeof positionSchema>

export const startOf = (epoch: Hex): Position => ({ epoch, seq: 0, summary: emptySummary })

/** What the journal says of itself at start. */
export interface JournalHead {
  readonly epoch: Hex
  readonly seq: number
  readonly summary: Summary
}

/**
 * Whether a queue can be brought up to date by the entries it has not seen. No position, or one of
 * another epoch or ahead of the journal, means that it must be rebuilt: Chromium empties a damaged
 * database without a word. Rows may be missing all the same, which only counting them tells.
 */
export const canCatchUp = (position: Position | undefined, head: JournalHead): position is Position =>
  position !== undefined && position.epoch === head.epoch && position.seq <= head.seq

const sameRanges = (a: readonly ReceiptRange[], b: readonly ReceiptRange[]): boolean =>
  a.length === b.length && a.every(({ from, to }, i) => from === b[i]?.from && to === b[i]?.to)

/** Whether two summaries count the same payments in the same states. */
export const sameSummary = (a: Summary, b: Summary): boolean =>
  a.waitingUnits === b.waitingUnits &&
  a.waitingRefunds === b.waitingRefunds &&
  a.lastReceiptNumber === b.lastReceiptNumber &&
  sameRanges(a.missing, b.missing) &&
  PAYMENT_STATES.every((state) => a.counts[state] === b.counts[state])

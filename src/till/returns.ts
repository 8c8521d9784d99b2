import { z } from 'zod'
import type { JournalEntry } from '../journal/entry.ts'
import { unitsSchema } from '../money/units.ts'
import { hexSchema, type Payment, signatureSchema } from '../payment/record.ts'

/** What a journal adds up to about money that goes back, besides its payments and refunds that wait. */
export const returnsSchema = z.strictObject({
  /** Voided payments that somebody with a copy may still collect, and the payer's cancellation where there is one. */
  voids: z.array(z.strictObject({ id: hexSchema(32), cancellation: signatureSchema.nullable() })).readonly(),
  /** Refunds of the last day that nobody but the caps has allowed; `at` in ms since the epoch. */
  capped: z.array(z.strictObject({ at: z.int().nonnegative(), units: unitsSchema })).readonly(),
})
export type Returns = z.output<typeof returnsSchema>
export type OpenVoid = Returns['voids'][number]

export const noReturns: Returns = { voids: [], capped: [] }

export const DAY_MS = 24 * 3_600_000

/** The same after an entry. `changed`: the payments that the entry changed, as they are after it (`fold`). */
export function foldReturns(
  before: Returns,
  { fact, at }: JournalEntry,
  changed: readonly Payment[],
): Returns {
  if (fact.type === 'refunded')
    return changed.length > 0 && fact.ask === undefined
      ? capped(before, at, fact.refund.authorization.value)
      : before
  if (fact.type === 'voided') {
    const { id, cancellation } = fact
    return changed.length > 0 ? { ...before, voids: [...before.voids, { id, cancellation }] } : before
  }
  return IS_OVER.has(fact.type) ? unwatched(before, changed) : before
}

/** Nobody can collect it any more, or somebody has for good. */
const IS_OVER: ReadonlySet<JournalEntry['fact']['type']> = new Set(['settled', 'cancelled', 'expired'])

function unwatched(before: Returns, changed: readonly Payment[]): Returns {
  const over = new Set(changed.flatMap(({ id, voided }) => (voided ? id : [])))
  return over.size === 0 ? before : { ...before, voids: before.voids.filter(({ id }) => !over.has(id)) }
}

/** A refund of the future, by a clock that was wrong then, counts for as long as any other. */
function capped(before: Returns, at: number, units: bigint): Returns {
  const lately = before.capped.filter((each) => Math.abs(at - each.at) < DAY_MS)
  return { ...before, capped: [...lately, { at, units }] }
}

/** What the caps have allowed within the last day, in units. */
export const cappedUnits = ({ capped: all }: Returns, now: number): bigint =>
  all.reduce((sum, { at, units }) => (Math.abs(now - at) < DAY_MS ? sum + units : sum), 0n)

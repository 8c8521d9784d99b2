import type { Fact } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import { countChange, countFact, emptySummary, type Summary } from '#src/payment/summary.ts'
import { createExposure, type Exposure, type ExposureSnapshot, NO_EXPOSURE } from '#src/risk/exposure.ts'
import { createRiders, NO_RIDERS, type Riders, type RidersSnapshot } from '#src/station/riders.ts'
import { foldReturns, noReturns, type Returns } from '#src/till/returns.ts'
import { emptyTill, foldTill, type Till } from '#src/till/till.ts'
import type { Place, PlacedEntry } from '../journal/segments.ts'
import { type Batches, createBatches } from './batches.ts'
import { createPayments, type Payments } from './payments.ts'

/** What a journal adds up to, fact by fact. */
export interface Tally {
  readonly payments: Payments
  readonly batches: Batches
  summary(): Summary
  till(): Till
  returns(): Returns
  /** What cards did that ride, and what they owe. */
  readonly riders: Riders
  /** What was taken offline and is not paid yet. */
  readonly exposure: Exposure
  take(line: PlacedEntry): void
}

/** What it had added up to when somebody wrote it down. */
export interface TallyStart {
  readonly table: Buffer
  readonly moving: readonly Hex[]
  readonly batches: readonly Place[]
  readonly summary: Summary
  readonly till: Till
  readonly returns: Returns
  readonly riders: RidersSnapshot
  readonly exposure: ExposureSnapshot
}

export const emptyStart: TallyStart = {
  table: Buffer.alloc(0),
  moving: [],
  batches: [],
  summary: emptySummary,
  till: emptyTill,
  returns: noReturns,
  riders: NO_RIDERS,
  exposure: NO_EXPOSURE,
}

/** `read` reads a line of the journal, and throws when it is damaged. */
export function createTally(start: TallyStart, read: (place: Place) => Pick<PlacedEntry, 'entry'>): Tally {
  const payments = createPayments({ ...start, read })
  const batches = createBatches()
  const riders = createRiders(start.riders)
  const exposure = createExposure(start.exposure)
  let { summary, till, returns } = start
  for (const place of start.batches) {
    const { fact } = read(place).entry
    if (fact.type !== 'submitted') throw new Error(`no batch at ${place.segment}+${place.offset}`)
    batches.add(fact.batch, place)
  }

  return {
    payments,
    batches,
    riders,
    exposure,
    summary: () => summary,
    till: () => till,
    returns: () => returns,
    take({ entry, place }) {
      const { fact } = entry
      summary = countFact(summary, fact)
      if (fact.type === 'submitted') batches.add(fact.batch, place)
      const changed = fold(fact, payments.find)
      till = foldTill(till, entry, changed)
      returns = foldReturns(returns, entry, changed)
      riders.take(entry, changed)
      exposure.take(entry, changed, payments.find)
      for (const payment of changed) {
        summary = countChange(summary, payments.find(payment.id), payment)
        payments.put(payment, place)
      }
      if (MAY_END_BATCHES.has(fact.type)) batches.forgetDone(payments.onTheirWay(), returns.voids)
    },
  }
}

const MAY_END_BATCHES: ReadonlySet<Fact['type']> = new Set(['settled', 'returned', 'cancelled', 'expired'])

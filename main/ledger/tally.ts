import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import { countChange, countFact, emptySummary, type Summary } from '#src/payment/summary.ts'
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
  take(line: PlacedEntry): void
}

/** What it had added up to when somebody wrote it down. */
export interface TallyStart {
  readonly table: Buffer
  readonly moving: readonly Hex[]
  readonly batches: readonly Place[]
  readonly summary: Summary
  readonly till: Till
}

export const emptyStart: TallyStart = {
  table: Buffer.alloc(0),
  moving: [],
  batches: [],
  summary: emptySummary,
  till: emptyTill,
}

/** `read` reads a line of the journal, and throws when it is damaged. */
export function createTally(start: TallyStart, read: (place: Place) => Pick<PlacedEntry, 'entry'>): Tally {
  const payments = createPayments({ ...start, read })
  const batches = createBatches()
  let { summary, till } = start
  for (const place of start.batches) {
    const { fact } = read(place).entry
    if (fact.type !== 'submitted') throw new Error(`no batch at ${place.segment}+${place.offset}`)
    batches.add(fact.batch, place)
  }

  return {
    payments,
    batches,
    summary: () => summary,
    till: () => till,
    take({ entry, place }) {
      const { fact } = entry
      summary = countFact(summary, fact)
      if (fact.type === 'submitted') batches.add(fact.batch, place)
      const changed = fold(fact, payments.find)
      till = foldTill(till, entry, changed)
      for (const payment of changed) {
        summary = countChange(summary, payments.find(payment.id), payment)
        payments.put(payment, place)
      }
      if (fact.type === 'settled' || fact.type === 'returned') batches.forgetDone(payments.onTheirWay())
    },
  }
}

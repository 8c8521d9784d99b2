import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import { countChange, countFact, emptySummary, type Summary } from '#src/payment/summary.ts'
import type { Place, PlacedEntry } from '../journal/segments.ts'
import { type Batches, createBatches } from './batches.ts'
import { createPayments, type Payments } from './payments.ts'

/** What a journal adds up to, fact by fact. */
export interface Tally {
  readonly payments: Payments
  readonly batches: Batches
  summary(): Summary
  take(line: PlacedEntry): void
}

/** What it had added up to when somebody wrote it down. */
export interface TallyStart {
  readonly table: Buffer
  readonly moving: readonly Hex[]
  readonly batches: readonly Place[]
  readonly summary: Summary
}

export const emptyStart: TallyStart = {
  table: Buffer.alloc(0),
  moving: [],
  batches: [],
  summary: emptySummary,
}

/** `read` reads a line of the journal, and throws when it is damaged. */
export function createTally(start: TallyStart, read: (place: Place) => Pick<PlacedEntry, 'entry'>): Tally {
  const payments = createPayments({ ...start, read })
  const batches = createBatches()
  let { summary } = start
  for (const place of start.batches) {
    const { fact } = read(place).entry
    if (fact.type !== 'submitted') throw new Error(`no batch at ${place.segment}+${place.offset}`)
    batches.add(fact.batch, place)
  }

  return {
    payments,
    batches,
    summary: () => summary,
    take({ entry: { fact }, place }) {
      summary = countFact(summary, fact)
      if (fact.type === 'submitted') batches.add(fact.batch, place)
      for (const payment of fold(fact, payments.find)) {
        summary = countChange(summary, payments.find(payment.id), payment)
        payments.put(payment, place)
      }
      if (fact.type === 'settled' || fact.type === 'returned') batches.forgetDone(payments.onTheirWay())
    },
  }
}

import type { SettlementLedger } from '#main/settlement/deps.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Payment } from '#src/payment/record.ts'
import { fail, type Result } from '#src/result.ts'
import { createExposure, NO_EXPOSURE } from '#src/risk/exposure.ts'
import { noReturns } from '#src/till/returns.ts'
import type { LaneLog } from './lane-log.ts'
import type { LaneState } from './lane-state.ts'

export interface LaneLedgerParts {
  readonly log: Pick<LaneLog, 'append'>
  readonly state: LaneState
  /** Hears of every entry when it has taken effect. */
  readonly onEntry: (entry: JournalEntry, changed: readonly Payment[]) => void
}

/**
 * The ledger of a lane as the settlement engine wants it: one fact after another, and none takes effect that
 * the stream does not have. Cancellations, cards and their debts are the terminals' own business.
 */
export function createLaneLedger({ log, state, onEntry }: LaneLedgerParts): SettlementLedger {
  let last: Promise<unknown> = Promise.resolve()

  async function write(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED' | 'INTERNAL'>> {
    const changes = fold(fact, state.find).length
    if (!HEARD.has(fact.type) && changes === 0)
      return fail('INTERNAL', `a ${fact.type} fact that changes nothing`)
    if (fact.type === 'submitted' && changes < fact.batch.payments.length)
      return fail('INTERNAL', 'a batch with payments that must not be sent')
    const written = await log.append(fact)
    if (written.ok) onEntry(written.value, state.take(written.value))
    return written
  }

  return {
    payment: state.find,
    batch: state.batches.find,
    batches: state.batches.all,
    onTheirWay: state.onTheirWay,
    returns: () => noReturns,
    riders: { debtors: () => [], debtsOf: () => [] },
    exposure: createExposure(NO_EXPOSURE),
    record(fact) {
      const written = last.then(() => write(fact))
      last = written
      return written
    },
  }
}

const HEARD: ReadonlySet<Fact['type']> = new Set(['submitted', 'noted'])

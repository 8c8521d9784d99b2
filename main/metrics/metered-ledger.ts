import type { JournalEntry } from '#src/journal/entry.ts'
import { waitingCount } from '#src/payment/summary.ts'
import type { Result } from '#src/result.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Metrics } from './metrics.ts'
import { createWaiting } from './waiting.ts'

export interface MeteredLedger {
  /** The same, of whose new lines the figures learn. */
  readonly ledger: Ledger
  /** When the oldest payment that is not final was accepted; undefined while nobody has read so far back. */
  oldestUnsettled(): number | null | undefined
}

export interface MeteredLedgerParts {
  readonly metrics: Pick<Metrics, 'accepted' | 'confirmed'>
  /** Whether to read what the journal had already: nobody need wait for it who does not look at the figures. */
  readonly readsBack: boolean
  readonly log: (message: string) => void
}

/** A little at a time, so that no tap waits for it. */
const LINES = 500

export function meterLedger(ledger: Ledger, { metrics, readsBack, log }: MeteredLedgerParts): MeteredLedger {
  const waiting = createWaiting({ payment: ledger.payment, onConfirmed: metrics.confirmed })
  const { counts, waitingRefunds } = ledger.summary()
  const nothingWaited = waitingCount(ledger.summary()) + waitingRefunds + counts.parked === 0
  let knows = nothingWaited
  /** Lines that are written while the older ones are still being read. */
  let later: JournalEntry[] | undefined = readsBack && !nothingWaited ? [] : undefined
  if (later) void readBack(ledger.journal.seq())

  async function readBack(upTo: number): Promise<void> {
    try {
      for (let seq = 0; seq < upTo; ) {
        const entries = await ledger.journal.since(seq, Math.min(LINES, upTo - seq))
        for (const entry of entries) waiting.takeOld(entry)
        seq += Math.max(1, entries.length)
      }
      knows = true
    } catch (error) {
      log(`the age of what waits is not known: ${error}`)
    }
    for (const entry of later ?? []) waiting.take(entry)
    later = undefined
  }

  async function tell(writing: ReturnType<Ledger['record']>): ReturnType<Ledger['record']> {
    const written: Result<JournalEntry, 'JOURNAL_WRITE_FAILED' | 'INTERNAL'> = await writing
    if (!written.ok) return written
    const entry = written.value
    if (entry.fact.type === 'accepted') metrics.accepted('payment')
    if (entry.fact.type === 'ridden') metrics.accepted('ride')
    if (later) later.push(entry)
    else waiting.take(entry)
    return written
  }

  return {
    ledger: {
      ...ledger,
      record: (fact) => tell(ledger.record(fact)),
      recordInTurn: (make) => tell(ledger.recordInTurn(make)),
    },
    oldestUnsettled: () => (knows ? waiting.oldest() : undefined),
  }
}

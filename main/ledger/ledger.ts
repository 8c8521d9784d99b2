import type { Batch, Fact, JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Summary } from '#src/payment/summary.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Exposure } from '#src/risk/exposure.ts'
import type { Riders } from '#src/station/riders.ts'
import type { Returns } from '#src/till/returns.ts'
import type { Till } from '#src/till/till.ts'
import type { Clock } from '#src/time/clock.ts'
import type { RandomBytes } from '#src/time/random.ts'
import type { Journal, OpenFault } from '../journal/journal.ts'
import { type Place, type PlacedEntry, readPlaced } from '../journal/segments.ts'
import { createIndexWriter, type Lag, MAX_LAG } from './index-writer.ts'
import { openTallied } from './open.ts'
import { startScrubbing } from './scrubbing.ts'
import { createWitnessWriter, witnessPath } from './witness.ts'

/** The journal together with what it adds up to: every payment and where it stands. */
export interface Ledger {
  readonly journal: Pick<Journal, 'epoch' | 'ledgerId' | 'seq' | 'since' | 'mark'>
  payment(id: Hex): Payment | undefined
  /** A batch whose bytes may still have to be sent again. */
  batch(hash: Hex): Batch | undefined
  /** Every batch whose bytes may still have to be sent again, in the order in which they were signed. */
  batches(): Batch[]
  /** Payments on their way: submitted, or confirmed and not yet final. */
  onTheirWay(): Payment[]
  summary(): Summary
  /** The shift, and what else the journal adds up to besides payments. */
  till(): Till
  /** Voids that somebody may still collect, and what refunds have taken of the caps. */
  returns(): Returns
  /** What cards did that ride, and what they owe. */
  readonly riders: Pick<Riders, 'of' | 'debtsOf' | 'debtors'>
  /** What was taken offline and is not paid yet, by card and in all. */
  readonly exposure: Pick<Exposure, 'of' | 'total' | 'clockFloor'>
  /**
   * Writes a fact and lets it take effect, in this order: what is not on disk did not happen.
   * A fact that would change nothing is not written, and neither is a batch with a payment that must
   * not be sent; the code is INTERNAL.
   */
  record(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED' | 'INTERNAL'>>
  /** A fact that says what all before it add up to: it is made when its turn has come. */
  recordInTurn(make: () => Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED' | 'INTERNAL'>>
  close(): Promise<void>
}

export interface LedgerDeps {
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly log: (message: string) => void
  /**
   * A line that was whole at the start cannot be read any more. The next start mends the journal;
   * left out, the error is thrown where nobody catches it, which ends the program.
   */
  readonly onDamage?: (error: unknown) => void
  readonly maxLag?: Lag
}

export async function openLedger(dir: string, deps: LedgerDeps): Promise<Result<Ledger, OpenFault>> {
  const { clock, log, onDamage = throwLater, maxLag = MAX_LAG } = deps
  let lag: Lag = { lines: 0, bytes: 0 }
  let onLine = ({ place }: PlacedEntry): void => {
    lag = { lines: lag.lines + 1, bytes: lag.bytes + place.length }
  }
  let onUnreadable = (_error: unknown): void => undefined

  const opened = await openTallied(dir, {
    ...deps,
    onEntry: (line) => onLine(line),
    read(place: Place) {
      try {
        return readPlaced(dir, place)
      } catch (error) {
        onUnreadable(error)
        throw error
      }
    },
  })
  if (!opened.ok) return opened
  const { journal, tally } = opened.value
  const { payments, batches, summary, till, returns, riders, exposure } = tally

  const index = createIndexWriter({ dir, journal, tally, clock, log, maxLag, lag })
  const witness = createWitnessWriter({
    path: witnessPath(dir),
    clock,
    now: () => ({ ...journal.mark(), lastReceiptNumber: summary().lastReceiptNumber }),
    log,
  })
  const distrust = (why: unknown): void => {
    log(`${why}: the next start reads the whole journal and mends it`)
    index.abandon()
  }
  const scrubbing = startScrubbing({ dir, journal, clock, onDamage: distrust })
  witness.note()
  onLine = (line) => {
    index.note(line)
    witness.note()
  }
  onUnreadable = (error) => {
    distrust(error)
    onDamage(error)
  }

  async function write(fact: Fact) {
    const changes = fold(fact, payments.find).length
    if (!HEARD.has(fact.type) && changes === 0)
      return fail('INTERNAL', `a ${fact.type} fact that changes nothing`)
    // Who broadcasts a batch must be sure of every payment in it: one may have been voided a moment ago.
    if (fact.type === 'submitted' && changes < fact.batch.payments.length)
      return fail('INTERNAL', 'a batch with payments that must not be sent')
    return journal.append(fact)
  }

  let last: Promise<unknown> = Promise.resolve()
  /** One at a time: what a fact changes is known only when the one before it has taken effect. */
  function recordInTurn(make: () => Fact) {
    const written = last.then(() => write(make()))
    last = written
    return written
  }

  return ok({
    journal: {
      ...journal,
      async since(seq, limit) {
        try {
          return await journal.since(seq, limit)
        } catch (error) {
          onUnreadable(error)
          throw error
        }
      },
    },
    payment: payments.find,
    batch: batches.find,
    batches: batches.all,
    onTheirWay: payments.onTheirWay,
    summary,
    till,
    returns,
    riders,
    exposure,
    record: (fact) => recordInTurn(() => fact),
    recordInTurn,
    async close() {
      scrubbing.stop()
      await last.catch(() => undefined)
      await index.finish()
      await witness.finish()
      await journal.close()
    },
  })
}

/** Facts that matter without a payment: a batch of none, what the journal lost, and the till's. */
const HEARD: ReadonlySet<Fact['type']> = new Set([
  'submitted',
  'resumed',
  'shift-opened',
  'shift-closed',
  'refund-asked',
  'refund-denied',
  'noted',
  'ridden',
])

const throwLater = (error: unknown): void =>
  queueMicrotask(() => {
    throw error
  })

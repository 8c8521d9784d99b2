import { bytesToHex } from '@noble/hashes/utils.js'
import type { Ledger, LedgerDeps } from '#main/ledger/ledger.ts'
import { createTally, emptyStart } from '#main/ledger/tally.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** Journals by their folder: what is in here survives a crash of the program. */
const disks = new Map<string, JournalEntry[]>()

export const removeJournal = (dir: string): boolean => disks.delete(dir)

/** A disk that answered before it wrote: its last line is not there after all. */
export function loseLastLine(dir: string): void {
  const entries = disks.get(dir)
  if (entries && entries.length > 1) entries.pop()
}

/** Everything stays in memory: no place is ever read. */
const PLACE = { segment: 1, offset: 0, length: 0 }

/**
 * The ledger without files, for searches through many thousand lives: what facts add up to is the
 * real tally. Disks have their turn in crash.test.ts.
 */
export async function openMemoryLedger(
  dir: string,
  { clock, randomBytes }: LedgerDeps,
): Promise<Result<Ledger, 'JOURNAL_UNREADABLE'>> {
  const entries = disks.get(dir) ?? []
  disks.set(dir, entries)
  const tally = createTally(emptyStart, () => {
    throw new Error('nothing is on a disk')
  })
  const take = (entry: JournalEntry) => tally.take({ entry, place: PLACE, hash: '' })
  const bytes = (): Hex => `0x${bytesToHex(randomBytes(32))}`
  const first = entries[0]?.fact
  const opened =
    first?.type === 'opened' ? first : ({ type: 'opened', ledgerId: bytes(), epoch: bytes() } as const)
  if (!first) entries.push({ seq: 1, at: clock.now(), fact: opened })
  for (const entry of entries) take(entry)

  async function record(next: Fact | (() => Fact)) {
    const fact = typeof next === 'function' ? next() : next
    const changes = fold(fact, tally.payments.find).length
    if (changes === 0 && fact.type !== 'submitted' && fact.type !== 'resumed')
      return fail('INTERNAL', `a ${fact.type} fact that changes nothing`)
    if (fact.type === 'submitted' && changes < fact.batch.payments.length)
      return fail('INTERNAL', 'a batch with payments that must not be sent')
    const entry = { seq: entries.length + 1, at: clock.now(), fact }
    entries.push(entry)
    take(entry)
    return ok(entry)
  }
  return ok({
    journal: {
      epoch: opened.epoch,
      ledgerId: opened.ledgerId,
      seq: () => entries.length,
      since: async (seq, limit) => entries.slice(seq, seq + limit),
      mark: () => ({
        ...{ epoch: opened.epoch, ledgerId: opened.ledgerId, seq: entries.length, hash: '' },
        ...{ last: PLACE, segments: [] },
      }),
    },
    payment: tally.payments.find,
    batch: tally.batches.find,
    batches: tally.batches.all,
    onTheirWay: tally.payments.onTheirWay,
    summary: tally.summary,
    till: tally.till,
    returns: tally.returns,
    riders: tally.riders,
    exposure: tally.exposure,
    record,
    recordInTurn: (make) => record(make()),
    close: async () => undefined,
  })
}

import type { Batch, Fact, JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { countChange, emptySummary, type Summary } from '#src/payment/summary.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Journal, type JournalDeps, openJournal } from '../journal/journal.ts'

/** The journal together with what it adds up to: every payment and where it stands. */
export interface Ledger {
  readonly journal: Pick<Journal, 'epoch' | 'ledgerId' | 'seq' | 'since'>
  payment(id: Hex): Payment | undefined
  /** A batch of which a payment is still on its way. */
  batch(hash: Hex): Batch | undefined
  /** Payments on their way: submitted, or confirmed and not yet final. */
  onTheirWay(): Payment[]
  summary(): Summary
  /**
   * Writes a fact and lets it take effect, in this order: what is not on disk did not happen.
   * A fact that would change nothing is not written; its code is INTERNAL.
   */
  record(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED' | 'INTERNAL'>>
  close(): Promise<void>
}

export async function openLedger(
  dir: string,
  deps: Omit<JournalDeps, 'onEntry'>,
): Promise<Result<Ledger, 'JOURNAL_UNREADABLE'>> {
  const payments = new Map<Hex, Payment>()
  const batches = new Map<Hex, Batch>()
  const moving = new Set<Hex>()
  let summary = emptySummary

  const find = (id: Hex) => payments.get(id)

  function take({ fact }: JournalEntry): void {
    if (fact.type === 'submitted') batches.set(fact.batch.hash, fact.batch)
    for (const payment of fold(fact, find)) {
      summary = countChange(summary, payments.get(payment.id), payment)
      payments.set(payment.id, payment)
      if (payment.state === 'submitted' || payment.state === 'confirmed') moving.add(payment.id)
      else moving.delete(payment.id)
    }
    if (fact.type === 'settled' || fact.type === 'returned') forgetDoneBatches()
  }

  /** A batch is some hundred kilobytes of bytes that nobody sends again once all it paid is final. */
  function forgetDoneBatches(): void {
    const inUse = new Set([...moving].map((id) => payments.get(id)?.batch))
    for (const hash of batches.keys()) if (!inUse.has(hash)) batches.delete(hash)
  }

  const opened = await openJournal(dir, { ...deps, onEntry: take })
  if (!opened.ok) return opened
  const journal = opened.value

  async function write(fact: Fact) {
    if (fold(fact, find).length === 0) return fail('INTERNAL', `a ${fact.type} fact that changes nothing`)
    const written = await journal.append(fact)
    if (written.ok) take(written.value)
    return written
  }

  let last: Promise<unknown> = Promise.resolve()
  /** One at a time: what a fact changes is known only when the one before it has taken effect. */
  function record(fact: Fact) {
    const written = last.then(() => write(fact))
    last = written
    return written
  }

  return ok({
    journal,
    payment: find,
    batch: (hash) => batches.get(hash),
    onTheirWay: () => [...moving].flatMap((id) => payments.get(id) ?? []),
    summary: () => summary,
    record,
    close: journal.close,
  })
}

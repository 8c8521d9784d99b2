import type { Batch, Fact, JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { countChange, countFact, emptySummary, type Summary } from '#src/payment/summary.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Journal, type JournalDeps, openJournal } from '../journal/journal.ts'

/** The journal together with what it adds up to: every payment and where it stands. */
export interface Ledger {
  readonly journal: Pick<Journal, 'epoch' | 'ledgerId' | 'seq' | 'since'>
  payment(id: Hex): Payment | undefined
  /** A batch whose bytes may still have to be sent again. */
  batch(hash: Hex): Batch | undefined
  /** Every batch whose bytes may still have to be sent again, in the order in which they were signed. */
  batches(): Batch[]
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
    summary = countFact(summary, fact)
    if (fact.type === 'submitted') batches.set(fact.batch.hash, fact.batch)
    for (const payment of fold(fact, find)) {
      summary = countChange(summary, payments.get(payment.id), payment)
      payments.set(payment.id, payment)
      if (payment.state === 'submitted' || payment.state === 'confirmed') moving.add(payment.id)
      else moving.delete(payment.id)
    }
    if (fact.type === 'settled' || fact.type === 'returned') forgetDoneBatches()
  }

  /**
   * A batch is some hundred kilobytes of bytes. They are kept while a payment is on its way by the
   * same account nonce, and, of a batch of no payments, while one waits behind it.
   */
  function forgetDoneBatches(): void {
    const inUse = [...moving].flatMap((id) => batches.get(payments.get(id)?.batch ?? '0x') ?? [])
    const places = new Set(inUse.map(placeOf))
    for (const batch of batches.values()) {
      const holdsUp = batch.payments.length === 0 && inUse.some((other) => isBehind(other, batch))
      if (!places.has(placeOf(batch)) && !holdsUp) batches.delete(batch.hash)
    }
  }

  const opened = await openJournal(dir, { ...deps, onEntry: take })
  if (!opened.ok) return opened
  const journal = opened.value

  async function write(fact: Fact) {
    if (!isHeard(fact) && fold(fact, find).length === 0)
      return fail('INTERNAL', `a ${fact.type} fact that changes nothing`)
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
    batches: () => [...batches.values()],
    onTheirWay: () => [...moving].flatMap((id) => payments.get(id) ?? []),
    summary: () => summary,
    record,
    close: journal.close,
  })
}

/** Facts that matter without a payment: a batch of none, and what the journal lost. */
const isHeard = ({ type }: Fact): boolean => type === 'submitted' || type === 'resumed'

const placeOf = ({ account, accountNonce }: Batch): string => `${account} ${accountNonce}`

const isBehind = (batch: Batch, other: Batch): boolean =>
  batch.account === other.account && batch.accountNonce > other.accountNonce

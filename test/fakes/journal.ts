import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import type { JournalHead } from '#src/queue/position.ts'
import { ok } from '#src/result.ts'
import { acceptedPayment, id } from './accepted.ts'
import type { Answers } from './bridge.ts'
import { recount, replayed } from './recount.ts'

/** Main's journal as the renderer sees it, in memory. */
export interface FakeJournal {
  readonly epoch: Hex
  readonly entries: readonly JournalEntry[]
  /** One line per fact, all written at `at`. */
  write(...facts: readonly Fact[]): JournalEntry[]
  accept(...payments: readonly AcceptedPayment[]): JournalEntry[]
  head(): JournalHead
  /** Ids that main would not take back. */
  readonly foreign: Set<Hex>
  /** `journal/since` and `journal/adopt`. */
  readonly answers: Required<Pick<Answers, 'journal/since' | 'journal/adopt'>>
}

export const WRITTEN_AT = 1_700_000_000_000

export function fakeJournal(epoch: Hex = id(0xe0c)): FakeJournal {
  const entries: JournalEntry[] = [
    { seq: 1, at: WRITTEN_AT, fact: { type: 'opened', epoch, ledgerId: id(0x1ed) } },
  ]
  const foreign = new Set<Hex>()

  function write(...facts: readonly Fact[]): JournalEntry[] {
    const fresh = facts.map((fact, i) => ({ seq: entries.length + 1 + i, at: WRITTEN_AT, fact }))
    entries.push(...fresh)
    return fresh
  }
  const accept = (...payments: readonly AcceptedPayment[]) =>
    write(...payments.map((payment): Fact => ({ type: 'accepted', payment })))

  return {
    epoch,
    entries,
    write,
    accept,
    foreign,
    head: () => ({ epoch, seq: entries.length, summary: recount(replayed(entries)) }),
    answers: {
      'journal/since': ({ seq, limit }) => ok(entries.slice(seq, seq + limit)),
      'journal/adopt': ({ payments }) => {
        const known = new Set(replayed(entries).map((payment) => payment.id))
        const fresh = payments.filter(({ authorization }) => !known.has(authorization.nonce))
        const left: Hex[] = []
        for (const { signature, ...payment } of fresh) {
          const { nonce } = payment.authorization
          // Main takes no transfer on the page's word.
          if (signature === null || foreign.has(nonce)) left.push(nonce)
          else accept({ ...payment, signature })
        }
        return ok(left)
      },
    },
  }
}

/** A journal with so many accepted payments: receipts 1, 2, 3 … with ids to match. */
export function journalWith(count: number): FakeJournal {
  const journal = fakeJournal()
  journal.accept(...Array.from({ length: count }, (_, i) => acceptedPayment(i + 1)))
  return journal
}

import type { JournalEntry } from '#src/journal/entry.ts'
import type { JournalHead } from '#src/queue/position.ts'

/** How the page's transactions are written; `relaxed` is Chromium's own choice, and loses payments. */
export type Durability = 'strict' | 'relaxed'

/** Which of its payments, by receipt number, a terminal has at one moment of its start. */
export interface Holdings {
  /** Where: the journal as main opened it, the queue as the page opened it, the queue after recovery. */
  readonly store: 'journal' | 'queue' | 'recovered'
  readonly receipts: readonly number[]
}

/** What the page asks of the test's main process, beside the terminal's own bridge. */
export interface PowerBridge {
  start(): Promise<{ readonly head: JournalHead; readonly durability: Durability }>
  holds(holdings: Holdings): Promise<void>
  /** One more payment, on the journal's disk when it resolves. */
  accept(): Promise<JournalEntry>
  /** The customer is told: from here on the payment must not be lost. */
  acknowledge(receiptNumber: number): Promise<void>
  failed(why: string): Promise<void>
}

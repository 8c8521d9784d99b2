import type { Page } from '@playwright/test'
import type { Bridge } from '#src/ipc/contract.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Summary } from '#src/payment/summary.ts'

declare global {
  interface Window {
    /** What the preload puts there. */
    readonly tapsyr: Bridge
  }
}

const PAGE_LENGTH = 500

/** The terminal's journal, read through its own bridge. */
export async function journalOf(page: Page): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for (;;) {
    const request = { seq: entries.at(-1)?.seq ?? 0, limit: PAGE_LENGTH }
    const answer = await page.evaluate((r) => window.tapsyr.call('journal/since', r), request)
    if (!answer.ok) throw new Error(`journal/since: ${answer.error.code}`)
    entries.push(...answer.value)
    if (answer.value.length < PAGE_LENGTH) return entries
  }
}

/** Every payment as it stands by the journal, oldest first. */
export async function paymentsOf(page: Page): Promise<Payment[]> {
  const payments = new Map<Hex, Payment>()
  for (const { fact } of await journalOf(page))
    for (const payment of fold(fact, (id) => payments.get(id))) payments.set(payment.id, payment)
  return [...payments.values()]
}

/** The terminal's own counters, without reading the journal. */
export async function summaryOf(page: Page): Promise<Summary> {
  const info = await page.evaluate(() => window.tapsyr.call('terminal/start', undefined))
  if (!info.ok) throw new Error(`terminal/start: ${info.error.code}`)
  return info.value.journal.summary
}

/** Milliseconds from the card's last byte to the painted "accepted", by receipt number. */
export async function tapOverheads(page: Page): Promise<Map<string, number>> {
  const measures = await page.evaluate(() =>
    performance.getEntriesByName('tap-overhead', 'measure').map((entry) => ({
      receipt: String((entry as PerformanceMeasure).detail?.receipt),
      ms: entry.duration,
    })),
  )
  return new Map(measures.map(({ receipt, ms }) => [receipt, ms]))
}

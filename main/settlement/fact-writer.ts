import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { ok, type Result } from '#src/result.ts'
import type { SettlementLedger } from './deps.ts'

/**
 * Collects the entries of one call; the first fact that the disk refuses ends it. One that changes
 * nothing any more was overtaken, as by a void while the chain was asked, and is left out.
 */
export function factWriter(ledger: SettlementLedger) {
  const entries: JournalEntry[] = []
  return {
    entries,
    async write(facts: readonly Fact[]): Promise<Result<undefined>> {
      for (const fact of facts) {
        const written = await ledger.record(fact)
        if (!written.ok && written.error.code === 'INTERNAL' && fact.type !== 'submitted') continue
        if (!written.ok) return written
        entries.push(written.value)
      }
      return ok()
    },
  }
}

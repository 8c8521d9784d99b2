import type { Till } from '#src/till/till.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** The same ledger, which also tells of every change of the till. */
export function watched(ledger: Ledger, onTill: (till: Till) => void): Ledger {
  async function tell<T>(write: () => Promise<T>): Promise<T> {
    const before = ledger.till()
    const written = await write()
    if (ledger.till() !== before) onTill(ledger.till())
    return written
  }
  return {
    ...ledger,
    record: (fact) => tell(() => ledger.record(fact)),
    recordInTurn: (make) => tell(() => ledger.recordInTurn(make)),
  }
}

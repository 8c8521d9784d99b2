import type { Till } from '#src/till/till.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** The same ledger, which also tells of every change of the till. */
export const watched = (ledger: Ledger, onTill: (till: Till) => void): Ledger => ({
  ...ledger,
  async record(fact) {
    const before = ledger.till()
    const written = await ledger.record(fact)
    if (ledger.till() !== before) onTill(ledger.till())
    return written
  },
})

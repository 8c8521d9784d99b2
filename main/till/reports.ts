import type { ZReport } from '#src/till/report.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** The Z reports at hand, newest first, as their lines in the journal have them. */
export async function pastReports({ till, journal }: Pick<Ledger, 'till' | 'journal'>): Promise<ZReport[]> {
  const reports: ZReport[] = []
  for (const line of till().reports.toReversed()) {
    const [entry] = await journal.since(line - 1, 1)
    if (entry?.fact.type === 'shift-closed') reports.push(entry.fact.report)
  }
  return reports
}

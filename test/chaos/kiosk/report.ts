import type { Kills } from './kills.ts'
import type { FaultName } from './plan.ts'

/** What a run comes to. */
export interface Report {
  readonly seed: number
  readonly rounds: number
  readonly kills: Kills['counts']
  readonly faults: Readonly<Partial<Record<FaultName, number>>>
  /** How often a sale ended so: by the screen's word, or by the code it was declined with. */
  readonly sales: Readonly<Record<string, number>>
  /** In the terminal's records. */
  readonly payments: number
  /** "Paid" on the screen. */
  readonly accepted: number
  readonly printed: number
  readonly settled: number
  /** Receipt numbers. */
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  /** Payments whose payers have no money for them. */
  readonly parked: number
  /** The merchant has as much more as the chain's payments say, to the smallest unit. */
  readonly balances: boolean
  /** Why the books could not be brought to agree, and screens that stood still. Empty when all is well. */
  readonly problems: readonly string[]
  /** Ends of the terminal that nobody asked for. */
  readonly crashes: readonly string[]
  readonly seconds: number
}

export const isGood = ({ lost, doubled, problems, balances }: Report): boolean =>
  lost.length === 0 && doubled.length === 0 && problems.length === 0 && balances

/** The JSON of `--json`: numbers where a number says it. */
export const reportJson = (report: Report) => ({
  ...report,
  lost: report.lost.length,
  doubled: report.doubled.length,
  ...(report.lost.length > 0 ? { lostReceipts: report.lost } : {}),
  ...(report.doubled.length > 0 ? { doubledReceipts: report.doubled } : {}),
})

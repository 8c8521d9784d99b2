import type { FaultName } from '../chaos/kiosk/plan.ts'
import { type Drift, type Point, type Trend, trend } from './figures.ts'
import type { Sample } from './sample.ts'

/** What a soak comes to. */
export interface Report {
  readonly seed: number
  readonly hours: number
  /** How often a sale ended so: by the screen's word, or by the code it was declined with. */
  readonly sales: Readonly<Record<string, number>>
  readonly faults: Readonly<Partial<Record<FaultName, number>>>
  readonly reloads: number
  readonly growth: Readonly<Record<string, Trend>>
  /** From the card's signature to "Paid" on the screen, ms. */
  readonly tapMs: Drift
  readonly accepted: number
  readonly payments: number
  readonly settled: number
  /** Receipt numbers. */
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  /** The merchant has as much more as the chain's payments say, to the smallest unit. */
  readonly balances: boolean
  /** Books that could not be brought to agree, and screens that stood still. */
  readonly problems: readonly string[]
  /** Ends of the terminal that nobody asked for. */
  readonly crashes: readonly string[]
  readonly samples: readonly Sample[]
}

export const isGood = ({ lost, doubled, problems, crashes, balances }: Report): boolean =>
  lost.length + doubled.length + problems.length + crashes.length === 0 && balances

/** Of everything that could grow, how it went. */
export function growthOf(samples: readonly Sample[]): Record<string, Trend> {
  const of = (value: (sample: Sample) => number): Trend =>
    trend(samples.map((sample): Point => ({ minutes: sample.minutes, value: value(sample) })))
  const sum = (sample: Sample, field: 'pssMb' | 'ownMb' | 'fds') =>
    Object.values(sample.processes).reduce((total, size) => total + size[field], 0)
  const kinds = new Set(samples.flatMap(({ processes }) => Object.keys(processes)))
  return {
    'memory, all processes, MB': of((sample) => sum(sample, 'pssMb')),
    'their own memory, MB': of((sample) => sum(sample, 'ownMb')),
    ...Object.fromEntries(
      [...kinds].map((kind) => [
        `own memory, ${kind}, MB`,
        of(({ processes }) => processes[kind]?.ownMb ?? 0),
      ]),
    ),
    ...Object.fromEntries(
      [...kinds].map((kind) => [`memory, ${kind}, MB`, of(({ processes }) => processes[kind]?.pssMb ?? 0)]),
    ),
    'heap of main, MB': of(({ main }) => main.heapMb),
    'outside the heap of main, MB': of(({ main }) => main.externalMb),
    'heap of the page, MB': of(({ page }) => page.heapMb),
    'nodes of the page': of(({ page }) => page.nodes),
    'listeners of the page': of(({ page }) => page.listeners),
    'handles of main': of(({ handles }) => handles),
    'files open': of((sample) => sum(sample, 'fds')),
  }
}

export function tableOf(report: Report): string {
  const { growth, tapMs, sales } = report
  const lines = Object.entries(growth).map(([name, { first, last, max, perHour }]) =>
    [name.padEnd(30), ...[first, last, max, perHour].map((n) => String(n).padStart(9))].join(''),
  )
  return [
    `${report.hours} h, seed ${report.seed}: ${isGood(report) ? 'good' : 'NOT GOOD'}`,
    `sales ${JSON.stringify(sales)}`,
    `faults ${JSON.stringify(report.faults)}, page loaded anew ${report.reloads} times`,
    `accepted ${report.accepted}, stored ${report.payments}, settled ${report.settled}, lost ${report.lost.length}, doubled ${report.doubled.length}, balances ${report.balances}`,
    `tap, ms: first quarter ${JSON.stringify(tapMs.first)}, last quarter ${JSON.stringify(tapMs.last)}`,
    [''.padEnd(30), ...['first', 'last', 'most', 'an hour'].map((name) => name.padStart(9))].join(''),
    ...lines,
    ...report.problems.map((problem) => `problem: ${problem}`),
    ...report.crashes.map((crash) => `crash: ${crash}`),
  ].join('\n')
}

/** The JSON of `--json`: numbers where a number says it. */
export const reportJson = (report: Report) => ({
  ...report,
  good: isGood(report),
  lost: report.lost.length,
  doubled: report.doubled.length,
  ...(report.lost.length > 0 ? { lostReceipts: report.lost } : {}),
  ...(report.doubled.length > 0 ? { doubledReceipts: report.doubled } : {}),
})

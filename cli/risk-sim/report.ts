import type { PlotPoint } from './plot.ts'
import type { Outcome } from './replay.ts'

export interface NamedOutcome {
  readonly name: string
  readonly outcome: Outcome
}

/** Declined honest sales, and loss of what was taken, in percent. */
export const percentsOf = ({ honest, declinedHonest, takenUnits, lostUnits }: Outcome) => ({
  declined: honest === 0 ? 0 : (100 * declinedHonest) / honest,
  lost: takenUnits === 0n ? 0 : Number((lostUnits * 1_000_000n) / takenUnits) / 10_000,
})

export const pointOf = ({ name, outcome }: NamedOutcome): PlotPoint => {
  const { declined, lost } = percentsOf(outcome)
  return { label: name, x: declined, y: lost }
}

/** A line for each policy. */
export function table(outcomes: readonly NamedOutcome[]): string {
  const rows = outcomes.map(({ name, outcome }) => {
    const { declined, lost } = percentsOf(outcome)
    return [
      ...[name, `${outcome.accepted}/${outcome.taps}`, tokens(outcome.takenUnits), tokens(outcome.lostUnits)],
      ...[`${lost.toFixed(2)} %`, `${declined.toFixed(2)} %`],
    ]
  })
  const all = [['per card and day', 'accepted', 'taken', 'lost', 'loss', 'honest declined'], ...rows]
  const widths = (all[0] ?? []).map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)))
  return all.map((row) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ')).join('\n')
}

const tokens = (units: bigint): string => (Number(units / 10_000n) / 100).toFixed(2)

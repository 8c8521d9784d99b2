import type { Curve, PlotPoint } from './plot.ts'
import type { Outcome } from './replay.ts'

export interface NamedOutcome {
  /** Of the rules that the curve is of. */
  readonly rules: string
  readonly name: string
  readonly outcome: Outcome
}

/** Declined honest sales, and loss of what was taken, in percent. */
export const percentsOf = ({ honest, declinedHonest, takenUnits, lostUnits }: Outcome) => ({
  declined: honest === 0 ? 0 : (100 * declinedHonest) / honest,
  lost: takenUnits === 0n ? 0 : Number((lostUnits * 1_000_000n) / takenUnits) / 10_000,
})

const pointOf = ({ name, outcome }: NamedOutcome): PlotPoint => {
  const { declined, lost } = percentsOf(outcome)
  return { label: name, x: declined, y: lost }
}

/** A curve for each set of rules, in their order. */
export const curvesOf = (outcomes: readonly NamedOutcome[]): Curve[] =>
  [...new Set(outcomes.map(({ rules }) => rules))].map((name) => ({
    name,
    points: outcomes.filter(({ rules }) => rules === name).map(pointOf),
  }))

/** A line for each policy. */
export function table(outcomes: readonly NamedOutcome[]): string {
  const rows = outcomes.map(({ rules, name, outcome }) => {
    const { declined, lost } = percentsOf(outcome)
    return [
      ...[
        rules,
        name,
        `${outcome.accepted}/${outcome.taps}`,
        tokens(outcome.takenUnits),
        tokens(outcome.lostUnits),
      ],
      ...[`${lost.toFixed(2)} %`, `${declined.toFixed(2)} %`],
    ]
  })
  const all = [['rules', 'per card and day', 'accepted', 'taken', 'lost', 'loss', 'honest declined'], ...rows]
  const widths = (all[0] ?? []).map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n')
}

const tokens = (units: bigint): string => (Number(units / 10_000n) / 100).toFixed(2)

import type { Replay, Replayed } from '#src/risk/replay.ts'

export const differing = ({ decisions }: Replay): Replayed[] => decisions.filter(({ was, is }) => was !== is)

/** Amounts are units of the token. */
export const asJson = (replay: Replay): string => JSON.stringify(differing(replay).map(record), null, 2)

function record({ line, facts, was, is, decision }: Replayed) {
  const failed = decision.kind === 'decline' ? decision.checks.at(-1) : undefined
  return {
    ...{
      line,
      at: new Date(facts.at).toISOString(),
      card: facts.card,
      units: facts.units.toString(),
      was,
      is,
    },
    ...(failed && { figure: String(failed.figure), limit: String(failed.limit) }),
  }
}

/** Each that differs, then how many of each kind, and what could not be made again. */
export function asText(replay: Replay): string {
  const changed = differing(replay)
  return [
    ...changed.map(lineOf),
    ...[...changesOf(changed)].map(([change, count]) => `${count} × ${change}`),
    `${replay.decisions.length} decisions, ${changed.length} of them differ.`,
    ...unread('that are none', replay.bad),
    ...unread('before the first policy', replay.orphans),
  ].join('\n')
}

function lineOf(replayed: Replayed): string {
  const { line, at, card, units, was, is, figure, limit } = record(replayed)
  const why = figure === undefined ? '' : ` (${figure} of ${limit})`
  return `line ${line}  ${at}  ${card}  ${units} units  ${was} -> ${is}${why}`
}

function changesOf(changed: readonly Replayed[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { was, is } of changed) {
    const change = `${was} -> ${is}`
    counts.set(change, (counts.get(change) ?? 0) + 1)
  }
  return counts
}

const unread = (what: string, lines: readonly number[]): string[] =>
  lines.length === 0 ? [] : [`Lines ${what}: ${lines.join(', ')}`]

import { toDecimal } from '#src/money/amount.ts'
import { add, FATES, type LossRow, NOTHING } from '#src/risk/losses.ts'

export type Format = 'table' | 'json' | 'csv'

const SUMS = ['accepted', ...FATES, 'recovered'] as const

/** One row as a file has it: amounts in decimals of the token. */
function record(row: LossRow): Record<string, string | number | boolean | null> {
  const { day, card, tier, issuer, online, reason, asset } = row
  const sums = SUMS.flatMap((name): [string, string | number][] => [
    [`${name}Count`, row[name].count],
    [name, toDecimal({ units: row[name].units, asset })],
  ])
  return { day, card, tier, issuer, online, reason, asset: asset.symbol, ...Object.fromEntries(sums) }
}

export const asJson = (rows: readonly LossRow[]): string => JSON.stringify(rows.map(record), null, 2)

/** No field has a comma or a quote in it but a token's symbol may. */
export function asCsv(rows: readonly LossRow[]): string {
  const names = [
    'day',
    'card',
    'tier',
    'issuer',
    'online',
    'reason',
    'asset',
    ...SUMS.flatMap((name) => [`${name}Count`, name]),
  ]
  const lines = rows.map(record).map((fields) => names.map((name) => csvField(fields[name])).join(','))
  return [names.join(','), ...lines].join('\n')
}

const csvField = (value: string | number | boolean | null | undefined): string => {
  const text = String(value ?? '')
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** How many and how much, by day, card, network and reason, then by card, by reason, and in all. */
export function asTable(rows: readonly LossRow[]): string {
  if (rows.length === 0) return 'No payment was accepted.'
  const each = grouped(rows, (row) => [row.day, cardName(row), network(row), reasonName(row)])
  const byCard = grouped(rows, (row) => ['all', cardName(row), '', ''])
  const byReason = grouped(rows, (row) => ['all', '', '', reasonName(row)])
  const all = grouped(rows, () => ['all', '', '', ''])
  const head = ['day', 'card', 'network', 'reason', 'token', ...SUMS]
  return columns([head, ...each, ...byCard, ...byReason, ...all])
}

const cardName = ({ card, tier }: LossRow): string => (tier === null ? card : `${card}, tier ${tier}`)
const network = ({ online }: LossRow): string => (online ? 'online' : 'offline')
const reasonName = ({ reason }: LossRow): string => reason ?? 'never refused'

/** Sums of those that have the same names and the same token. */
function grouped(rows: readonly LossRow[], namesOf: (row: LossRow) => string[]): string[][] {
  const groups = new Map<string, LossRow[]>()
  for (const row of rows) {
    const names = [...namesOf(row), row.asset.symbol].join('\t')
    groups.set(names, [...(groups.get(names) ?? []), row])
  }
  return [...groups].map(([names, members]) => [
    ...names.split('\t'),
    ...SUMS.map((name) => {
      const { count, units } = members.map((row) => row[name]).reduce(add, NOTHING)
      const asset = members[0]?.asset
      return count === 0 || !asset ? '-' : `${count} = ${toDecimal({ units, asset })}`
    }),
  ])
}

function columns(lines: readonly string[][]): string {
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

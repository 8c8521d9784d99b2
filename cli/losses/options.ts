import { resolve } from 'node:path'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import type { Format } from './report.ts'

export type LossesTask =
  | {
      readonly kind: 'run'
      /** A terminal's profile, or its journal. */
      readonly folder: string
      readonly format: Format
      /** IANA name; undefined: the machine's own. */
      readonly zone: string | undefined
      readonly knownGoodAfter: number
    }
  | { readonly kind: 'help' }
  | Wrong

export const LOSSES_HELP = `What became of the payments that a terminal took: settled, recovered, waiting, refused, expired, voided.

npm run losses -- PROFILE_OR_JOURNAL [--json | --csv] [...]

  --json               a list with a row for each day, card, tier, issuer, network and reason
  --csv                the same rows
  --zone ZONE          where days begin, as Asia/Almaty (this machine's)
  --known-good-after N paid payments that made a card known good before the journal had it (1)
  --help

Nothing is written: a terminal may be running.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readLossesTask(args: readonly string[], cwd: string): LossesTask {
  const read = parse(args)
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) return wrong('Name one profile or journal.')
  if (values.json && values.csv) return wrong('--json or --csv.')
  if (values.zone !== undefined && !isZone(values.zone)) return wrong(`${values.zone} is no time zone.`)
  const knownGoodAfter = Number(values['known-good-after'])
  if (!Number.isInteger(knownGoodAfter) || knownGoodAfter < 1)
    return wrong('--known-good-after is 1 or more.')
  return {
    kind: 'run',
    folder: resolve(cwd, folder),
    format: values.json ? 'json' : values.csv ? 'csv' : 'table',
    zone: values.zone,
    knownGoodAfter,
  }
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined
  } catch {
    return false
  }
}

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      csv: { type: 'boolean', default: false },
      zone: { type: 'string' },
      'known-good-after': { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })

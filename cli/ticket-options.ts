import { resolve } from 'node:path'
import { parsed, type Wrong, wrong } from './command-line.ts'

export type TicketTask =
  | {
      readonly kind: 'verify'
      readonly code: string
      readonly keys: string
      /** Unix seconds; undefined: now. */
      readonly at: number | undefined
    }
  /** Prints the public key of the terminal whose profile lies in this folder. */
  | { readonly kind: 'export'; readonly profile: string }
  | { readonly kind: 'help' }
  | Wrong

export const TICKET_HELP = `Says whether a ticket is good. Needs no network, and of the terminals only their public keys.

npm run verify-ticket -- CODE --keys FILE [--at TIME]
npm run verify-ticket -- --export-key PROFILE

  CODE                  the text of the ticket's QR code: TPT:…
  --keys FILE           the list of the terminals' public keys (docs/tickets.md)
  --at TIME             at this time instead of now: 2026-11-27T08:00:00+05:00
  --export-key PROFILE  prints the list of one terminal, from the folder of its data
  --help

Exit code: 0 valid, 1 expired or not valid yet, 2 it could not begin, 3 no ticket or forged, 4 signed by
a terminal that is not on the list.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readTicketTask(args: readonly string[], cwd: string): TicketTask {
  const read = parse(args)
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  const { keys } = values
  const profile = values['export-key']
  if (profile !== undefined) {
    const isAlone = positionals.length === 0 && keys === undefined && values.at === undefined
    return isAlone ? { kind: 'export', profile: resolve(cwd, profile) } : wrong('--export-key stands alone.')
  }
  const [code] = positionals
  if (code === undefined || positionals.length > 1) return wrong('Name one code; quote it, as it has spaces.')
  if (keys === undefined) return wrong('Name the list of keys with --keys.')
  const at = values.at === undefined ? undefined : momentOf(values.at)
  if (Number.isNaN(at)) return wrong(`--at takes a time like 2026-11-27T08:00:00+05:00, not ${values.at}`)
  return { kind: 'verify', code, keys: resolve(cwd, keys), at }
}

/** A time without its zone would mean another one on each computer. */
const momentOf = (text: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Math.floor(Date.parse(text) / 1000)
    : Number.NaN

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      keys: { type: 'string' },
      at: { type: 'string' },
      'export-key': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })

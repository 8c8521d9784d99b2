import { resolve } from 'node:path'
import { nameSchema } from '#src/fleet/names.ts'
import { parsed, type Wrong, wrong } from '../command-line.ts'

/** Whom a command is about. */
export type Named =
  | { readonly role: 'terminal'; readonly site: string; readonly name: string }
  | { readonly role: 'settler' | 'operator'; readonly name: string }
  | { readonly role: 'station'; readonly name: string }

export type FleetTask =
  | { readonly kind: 'enrol' | 'dismiss'; readonly member: Named; readonly folder: string }
  | { readonly kind: 'list'; readonly folder: string }
  | { readonly kind: 'help' }
  | Wrong

export const FLEET_HELP = `Keeps who may speak to the NATS server of a fleet.

  npm run fleet -- enrol SITE TERMINAL --in FOLDER    a terminal; writes its key to FOLDER/keys
  npm run fleet -- enrol --settler NAME --in FOLDER   a settler
  npm run fleet -- enrol --operator NAME --in FOLDER  who sends orders down and looks at what came up
  npm run fleet -- enrol --station SITE --in FOLDER   a station's leaf node, with the rights of its terminals
  npm run fleet -- dismiss SITE TERMINAL --in FOLDER  a stolen or discarded one is let in no more
  npm run fleet -- list --in FOLDER                   who is let in; with FOLDER/broker.json, how they are

FOLDER holds nats.conf (deploy/fleet) and what this command writes: users.json, users.conf for the
server, stations/SITE.conf for a station's, and keys/*.nk, a secret each, to be taken to its machine and
deleted here. A server takes a change with: nats-server --signal reload

Exit code: 0 done, 1 not, 2 it was not clear what to do.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readFleetTask(args: readonly string[], cwd: string): FleetTask {
  const read = parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      in: { type: 'string' },
      settler: { type: 'string' },
      operator: { type: 'string' },
      station: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  const [kind, ...names] = positionals
  if (values.help) return { kind: 'help' }
  if (values.in === undefined) return wrong('Name the folder of the fleet with --in.')
  const folder = resolve(cwd, values.in)
  if (kind === 'list' && names.length === 0) return { kind, folder }
  if (kind !== 'enrol' && kind !== 'dismiss') return wrong('Say enrol, dismiss or list.')
  const member = memberOf(names, values)
  return typeof member === 'string' ? wrong(member) : { kind, member, folder }
}

/** Whose name says all. */
const ALONE = ['settler', 'operator', 'station'] as const
const CLUMSY = `Name a site and a terminal, or one of ${ALONE.map((role) => `--${role} NAME`).join(', ')} alone.`

function memberOf(
  names: readonly string[],
  options: { readonly [role in (typeof ALONE)[number]]?: string },
): Named | string {
  const alone = ALONE.flatMap((role) => (options[role] === undefined ? [] : { role, name: options[role] }))
  const given = [...names, ...alone.map(({ name }) => name)]
  const unfit = given.find((each) => !nameSchema.safeParse(each).success)
  if (unfit !== undefined) return `"${unfit}" is no name: letters, digits and "-", at most 31.`
  const [site, name] = names
  if (site !== undefined && name !== undefined && given.length === 2) return { role: 'terminal', site, name }
  const [only] = alone
  return only && given.length === 1 ? only : CLUMSY
}

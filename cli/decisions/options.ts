import { resolve } from 'node:path'
import { parsed, type Wrong, wrong } from '../command-line.ts'

export type DecisionsTask =
  | {
      readonly kind: 'run'
      readonly file: string
      /** A terminal's configuration; undefined: each decision by the policy of its time. */
      readonly config: string | undefined
      readonly json: boolean
    }
  | { readonly kind: 'help' }
  | Wrong

export const DECISIONS_HELP = `Makes the decisions of a terminal's log (decisions.jsonl in its profile) again.

npm run decisions -- FILE [--policy CONFIG] [--json]

  --policy CONFIG  by the risk policy of this configuration: what it would have said. Its token has to be the log's.
                   Windows, and who was known to be good, stay as they were counted.
  --json           a list of those whose answer differs
  --help

It prints each decision whose answer is another one now. Without --policy there should be none: the same policy and
facts have the same answer. Nothing is written: a terminal may be running.

Exit code: 0 all as they were (or --policy), 1 some are not, 2 the file cannot be read.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readDecisionsTask(args: readonly string[], cwd: string): DecisionsTask {
  const read = parse(args)
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) return wrong('Name one log of decisions.')
  const config = values.policy === undefined ? undefined : resolve(cwd, values.policy)
  return { kind: 'run', file: resolve(cwd, file), config, json: values.json }
}

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      policy: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })

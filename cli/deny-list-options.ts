import { resolve } from 'node:path'
import { parsed, type Wrong, wrong } from './command-line.ts'

export interface SignTask {
  readonly kind: 'sign'
  /** A file of card addresses: one a line, or a JSON array. */
  readonly cards: string
  readonly key: string
  readonly out: string
  /** The file that was given out before; undefined: this is the first. */
  readonly before: string | undefined
  readonly isFull: boolean
}

export type DenyTask =
  | SignTask
  | { readonly kind: 'show'; readonly file: string }
  | { readonly kind: 'new-operator'; readonly file: string; readonly isTest: boolean }
  | { readonly kind: 'help' }
  | Wrong

export const DENY_HELP = `Signs the list of cards that may not pay (docs/deny-list.md).

npm run deny-list -- --new-operator FILE [--test-key]
npm run deny-list -- CARDS --key FILE --out FILE [--before FILE [--full]]
npm run deny-list -- --show FILE

  CARDS                 all cards that may not pay: one address a line, or a JSON array
  --key FILE            the operator's key
  --out FILE            the list for the terminals
  --before FILE         the list that was given out before: only what changed since is written
  --full                all cards nevertheless, under the next version
  --show FILE           what the lists of a file are, and who signed them
  --new-operator FILE   makes a key, encrypted with a passphrase, and prints its address
  --test-key            makes it without encryption, for tests only
  --help

A file may hold several lists, one behind the other: the full one and the changes since.
Passphrases are asked for, or taken from TAPSYR_SIGNING_PASSPHRASE.

Exit code: 0 done, 2 it could not.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readDenyTask(args: readonly string[], cwd: string): DenyTask {
  const read = parse(args)
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  const { show, key, out, before } = values
  const file = values['new-operator']
  const path = (named: string) => resolve(cwd, named)
  if (file !== undefined || show !== undefined) {
    if (positionals.length > 0) return wrong('--show and --new-operator stand alone.')
    if (show !== undefined) return { kind: 'show', file: path(show) }
    return { kind: 'new-operator', file: path(file ?? ''), isTest: values['test-key'] }
  }
  const [cards] = positionals
  if (cards === undefined || positionals.length > 1) return wrong('Name one file of cards.')
  if (key === undefined || out === undefined) return wrong('--key and --out are needed.')
  return {
    ...{ kind: 'sign', cards: path(cards), key: path(key), out: path(out) },
    before: before === undefined ? undefined : path(before),
    isFull: values.full || before === undefined,
  }
}

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      out: { type: 'string' },
      before: { type: 'string' },
      full: { type: 'boolean', default: false },
      show: { type: 'string' },
      'new-operator': { type: 'string' },
      'test-key': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })

import { resolve } from 'node:path'
import { parsed, type Wrong } from './command-line.ts'

export type SignConfigTask =
  | { readonly kind: 'sign'; readonly file: string; readonly key: string }
  | { readonly kind: 'new-key'; readonly key: string }
  | { readonly kind: 'help' }
  | Wrong

export const SIGN_CONFIG_HELP = `Signs a configuration, for terminals that take no other.

  npm run sign-config -- tapsyr.json --key KEY.pem   looks for mistakes, then writes tapsyr.json.sig
  npm run sign-config -- --new-key KEY.pem           makes a key; prints what goes into configKeys of
                                                     the terminals' /etc/tapsyr/operator.json

The file says its version: "signed": { "version": 2 }, a whole number that grows with each change.
Terminals check the very bytes: a file that is changed afterwards has to be signed again.

KEY.pem is an Ed25519 key (PKCS #8), encrypted under a passphrase, which is asked for or taken from
TAPSYR_SIGNING_PASSPHRASE. Keep it off every terminal.

Exit code: 0 done, 1 not, 2 it was not clear what to do.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readSignConfigTask(args: readonly string[], cwd: string): SignConfigTask {
  const read = parse(args)
  if (typeof read === 'string') return { kind: 'wrong', why: read }
  const { values, positionals } = read
  const [file] = positionals
  const newKey = values['new-key']
  if (values.help) return { kind: 'help' }
  if (newKey !== undefined && file === undefined && values.key === undefined)
    return { kind: 'new-key', key: resolve(cwd, newKey) }
  if (file === undefined || positionals.length > 1 || values.key === undefined || newKey !== undefined)
    return { kind: 'wrong', why: 'Name one file and --key, or --new-key alone.' }
  return { kind: 'sign', file: resolve(cwd, file), key: resolve(cwd, values.key) }
}

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      'new-key': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })

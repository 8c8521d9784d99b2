import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type SignUpdateTask =
  | {
      readonly kind: 'sign'
      readonly file: string
      readonly key: string
      /** Share of the terminals that take it now; all when it is left out. */
      readonly percentage: number | undefined
    }
  | { readonly kind: 'new-key'; readonly key: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }

export const SIGN_UPDATE_HELP = `Signs the description of a version, so that terminals install it.

  npm run sign-update -- tapsyr-X.Y.Z.tar.gz --key KEY.pem [--percentage N]
                                                writes latest-linux.yml and its .sig beside it
  npm run sign-update -- FILE --key KEY.pem     writes FILE.sig alone (FILE: latest-linux.yml)
  npm run sign-update -- --new-key KEY.pem      makes a key; prints what goes into update.key

KEY.pem is an Ed25519 key (PKCS #8), encrypted under a passphrase, which is asked for or taken from
TAPSYR_SIGNING_PASSPHRASE. Keep it off every terminal and off the server of updates.

Exit code: 0 done, 1 not, 2 it was not clear what to do.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readSignUpdateTask(args: readonly string[], cwd: string): SignUpdateTask {
  const parsed = parse(args)
  if (typeof parsed === 'string') return { kind: 'wrong', why: parsed }
  const { values, positionals } = parsed
  const [file] = positionals
  const newKey = values['new-key']
  const percentage = values.percentage === undefined ? undefined : Number(values.percentage)
  if (values.help) return { kind: 'help' }
  if (newKey !== undefined && file === undefined && values.key === undefined)
    return { kind: 'new-key', key: resolve(cwd, newKey) }
  if (file === undefined || positionals.length > 1 || values.key === undefined || newKey !== undefined)
    return { kind: 'wrong', why: 'Name one file and --key, or --new-key alone.' }
  if (percentage !== undefined && !(percentage >= 0 && percentage <= 100))
    return { kind: 'wrong', why: '--percentage takes a number from 0 to 100.' }
  return { kind: 'sign', file: resolve(cwd, file), key: resolve(cwd, values.key), percentage }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        'new-key': { type: 'string' },
        percentage: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

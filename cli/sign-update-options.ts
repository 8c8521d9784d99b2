import { resolve } from 'node:path'
import { parsed, type Wrong } from './command-line.ts'

export interface SignTask {
  readonly kind: 'sign'
  readonly file: string
  readonly key: string
  /** Share of the terminals that take it now; all when it is left out. */
  readonly percentage: number | undefined
  /** `update.channel` of the terminals that it is for. */
  readonly channel: string
}

export type SignUpdateTask =
  | SignTask
  | { readonly kind: 'new-key'; readonly key: string }
  | { readonly kind: 'help' }
  | Wrong

export const SIGN_UPDATE_HELP = `Signs the description of a version, so that terminals install it.

  npm run sign-update -- tapsyr-X.Y.Z-linux-x64.tar.gz --key KEY.pem [--percentage N] [--channel NAME]
                                                looks into it, as npm run dist made it, and writes
                                                latest-linux.yml (NAME-linux.yml) and its .sig beside it
  npm run sign-update -- FILE --key KEY.pem     writes FILE.sig alone (FILE: latest-linux.yml)
  npm run sign-update -- --new-key KEY.pem      makes a key; prints what goes into update.key

KEY.pem is an Ed25519 key (PKCS #8), encrypted under a passphrase, which is asked for or taken from
TAPSYR_SIGNING_PASSPHRASE. Keep it off every terminal and off the server of updates.

Exit code: 0 done, 1 not, 2 it was not clear what to do.
`

export const isArchive = (file: string): boolean => file.endsWith('.tar.gz')

/** What the command line asks for. `cwd`: what its paths start from. */
export function readSignUpdateTask(args: readonly string[], cwd: string): SignUpdateTask {
  const read = parse(args)
  if (typeof read === 'string') return { kind: 'wrong', why: read }
  const { values, positionals } = read
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
  if (!isArchive(file) && (percentage ?? values.channel) !== undefined)
    return {
      kind: 'wrong',
      why: '--percentage and --channel go with an archive: they are written into its description.',
    }
  const channel = values.channel ?? 'latest'
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(channel))
    return { kind: 'wrong', why: '--channel takes a name like "latest".' }
  return { kind: 'sign', file: resolve(cwd, file), key: resolve(cwd, values.key), percentage, channel }
}

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      'new-key': { type: 'string' },
      percentage: { type: 'string' },
      channel: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })

import { resolve } from 'node:path'
import type { Address } from '#src/payment/address.ts'
import { isHex } from '#src/payment/hex.ts'
import { parsed, type Wrong, wrong } from './command-line.ts'

export interface Options {
  readonly file: string
  readonly rpcUrls: readonly string[]
  /** undefined: the test key. */
  readonly keystore: string | undefined
  readonly confirmations: number
  /** undefined: where the terminal has it. */
  readonly multicall: Address | undefined
  readonly json: string | undefined
}

export type Asked = { readonly kind: 'run'; readonly options: Options } | { readonly kind: 'help' } | Wrong

export const HELP = `Settles the payments of a terminal's rescue file from this computer.

npm run settle -- FILE --rpc URL [--rpc URL ...] --keystore KEY.json

  --rpc URL           a JSON-RPC node of the chain; several, in order of preference
  --keystore KEY.json the key that pays for gas: a Web3 Secret Storage file (version 3)
  --test-key          for chain 31337 only: the key in TAPSYR_TEST_KEY pays for gas
  --confirmations N   blocks until a payment counts as settled (12)
  --multicall ADDR    where Multicall3 is on this chain (where the terminal has it)
  --json OUT          writes the outcome to this file too
  --help

It asks for the passphrases of FILE and of KEY.json, or takes them from TAPSYR_RESCUE_PASSPHRASE and
TAPSYR_KEYSTORE_PASSPHRASE. What it has done stands in FILE.journal: if it is stopped, call it again
and it goes on. Every payment can be paid once only and only to the merchant, whoever settles it.

Exit code: 0 nothing is left that could still be paid, 1 something is, 2 it could not begin.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readOptions(args: readonly string[], cwd: string): Asked {
  const read = parse(args)
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  const [file] = positionals
  if (file === undefined || positionals.length > 1) return wrong('Name one rescue file.')
  const rpcUrls = values.rpc ?? []
  if (rpcUrls.length === 0) return wrong('Name a node with --rpc.')
  const badUrl = rpcUrls.find((url) => !isHttp(url))
  if (badUrl !== undefined) return wrong(`--rpc takes an http or https address, not ${badUrl}`)
  if (values['test-key'] === (values.keystore !== undefined))
    return wrong('Name the key that pays for gas: either --keystore or --test-key.')
  const confirmations = Number(values.confirmations)
  if (!/^\d+$/.test(values.confirmations) || confirmations < 1 || confirmations > 1000)
    return wrong('--confirmations takes a number from 1 to 1000.')
  const multicall = values.multicall?.toLowerCase()
  if (multicall !== undefined && !isHex(multicall, 20)) return wrong('--multicall takes an address.')
  const path = (named: string | undefined) => (named === undefined ? undefined : resolve(cwd, named))
  return {
    kind: 'run',
    options: {
      file: resolve(cwd, file),
      rpcUrls,
      keystore: path(values.keystore),
      confirmations,
      multicall,
      json: path(values.json),
    },
  }
}

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      rpc: { type: 'string', multiple: true },
      keystore: { type: 'string' },
      'test-key': { type: 'boolean', default: false },
      confirmations: { type: 'string', default: '12' },
      multicall: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })

const isHttp = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

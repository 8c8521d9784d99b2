import { resolve } from 'node:path'
import type { Address } from '#src/payment/address.ts'
import { isHex } from '#src/payment/hex.ts'
import { toUnixSeconds } from '#src/time/clock.ts'
import { parsed, type Wrong, wrong } from './command-line.ts'

export interface IssueTask {
  readonly kind: 'issue'
  /** 'reader': the one that lies on the PC/SC reader. */
  readonly card: Address | 'reader'
  readonly config: string
  readonly key: string
  /** Decimal strings of the configuration's token. */
  readonly limit: string
  readonly windowLimit: string
  readonly tier: number
  readonly serial: number
  /** Unix seconds; undefined: now. */
  readonly from: number | undefined
  readonly until: number
  readonly out: string | undefined
  /** Stores it on the card that lies on the reader. */
  readonly writes: boolean
}

export type CardTask =
  | IssueTask
  | { readonly kind: 'new-issuer'; readonly file: string; readonly isTest: boolean }
  | { readonly kind: 'help' }
  | Wrong

export const CARD_HELP = `Signs a certificate that lets a card pay more offline (docs/certificates.md).

npm run issue-card -- --new-issuer FILE [--test-key]
npm run issue-card -- CARD --key FILE --config CONFIG --limit N --window-limit N --until TIME [...]

  CARD                  the card's address, or "reader" for the card on this computer's PC/SC reader
  --key FILE            the issuer's key
  --config CONFIG       a terminal's configuration: whose token the limits are in
  --limit N             highest single payment offline, 25 or 25.50
  --window-limit N      highest sum within the site's window
  --until TIME          good until before this time: 2027-11-27T00:00:00+05:00
  --from TIME           good from this time on (now)
  --tier N              0 to 255, the issuer's own classes (0)
  --serial N            the issuer's own number of it (0)
  --out FILE            writes the 125 bytes there too
  --write               stores it on the Keycard that lies on the PC/SC reader, by its owner's PIN
  --new-issuer FILE     makes a key, encrypted with a passphrase, and prints its address
  --test-key            makes it without encryption, for tests only
  --help

It prints the certificate in hexadecimal. --write takes a Keycard of 3.x that its owner has set up, and one free
pairing slot for as long as it writes. The PIN is asked for, or taken from TAPSYR_KEYCARD_PIN; the pairing password
is TAPSYR_KEYCARD_PAIRING or KeycardDefaultPairing. A passphrase is asked for, or taken from
TAPSYR_SIGNING_PASSPHRASE.

Exit code: 0 done, 2 it could not.
`

/** What the command line asks for. `cwd`: what its paths start from. */
export function readCardTask(args: readonly string[], cwd: string): CardTask {
  const read = parse(args)
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  const file = values['new-issuer']
  if (file !== undefined) {
    if (positionals.length > 0) return wrong('--new-issuer stands alone.')
    return { kind: 'new-issuer', file: resolve(cwd, file), isTest: values['test-key'] }
  }
  const [named] = positionals
  const card = named === 'reader' ? named : named?.toLowerCase()
  if (card === undefined || positionals.length > 1 || (card !== 'reader' && !isHex(card, 20)))
    return wrong('Name one card: its address, or "reader".')
  const { key, config, limit, until } = values
  const windowLimit = values['window-limit']
  if (key === undefined || config === undefined || limit === undefined || windowLimit === undefined)
    return wrong('--key, --config, --limit and --window-limit are needed.')
  const from = values.from === undefined ? undefined : momentOf(values.from)
  const end = momentOf(until ?? '')
  if (from === null || end === null)
    return wrong('--until and --from take a time like 2027-11-27T00:00:00+05:00.')
  const [tier, serial] = [Number(values.tier), Number(values.serial)]
  if (!isBelow(tier, 2 ** 8) || !isBelow(serial, 2 ** 32))
    return wrong('--tier is 0 to 255, --serial below 4294967296.')
  return {
    ...{ kind: 'issue', card, limit, windowLimit, tier, serial, from, until: end },
    ...{ key: resolve(cwd, key), config: resolve(cwd, config) },
    out: values.out === undefined ? undefined : resolve(cwd, values.out),
    writes: values.write,
  }
}

const isBelow = (value: number, end: number): boolean => Number.isInteger(value) && value >= 0 && value < end

/** A time without its zone would mean another one on each computer. */
const momentOf = (text: string): number | null =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? toUnixSeconds(Date.parse(text)) : null

const parse = (args: readonly string[]) =>
  parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      config: { type: 'string' },
      limit: { type: 'string' },
      'window-limit': { type: 'string' },
      until: { type: 'string' },
      from: { type: 'string' },
      tier: { type: 'string', default: '0' },
      serial: { type: 'string', default: '0' },
      out: { type: 'string' },
      write: { type: 'boolean', default: false },
      'new-issuer': { type: 'string' },
      'test-key': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })

import { parseArgs } from 'node:util'

export const CARD_KINDS = ['keycard', 'halo'] as const
export type CardKind = (typeof CARD_KINDS)[number]
export type ReaderKind = 'pn532' | 'neo'

/** One virtual device, and where it is plugged in. */
export type VirtualDevice =
  | {
      readonly device: 'card'
      readonly card: CardKind
      readonly key: string
      /** Hex digits of what its issuer stored on it. */
      readonly data: string
      readonly vpcd: Address
    }
  | {
      readonly device: 'reader'
      readonly reader: ReaderKind
      readonly pty: string
      readonly card: CardKind | undefined
      readonly key: string
    }
  | { readonly device: 'printer'; readonly pty: string; readonly png: string }

export interface Address {
  readonly host: string
  readonly port: number
}

/** A key that everybody knows: the number one. */
export const TEST_KEY = `${'0'.repeat(63)}1`
/** The order of the curve: a key is below it (SEC 2, section 2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const VPCD_DEFAULT = '127.0.0.1:35963'

export const VIRTUAL_HELP = `Usage: npm run virtual -- card keycard|halo [--key HEX] [--data HEX] [--vpcd HOST:PORT]
       npm run virtual -- reader pn532|neo --pty PATH [--card keycard|halo] [--key HEX]
       npm run virtual -- printer escpos --pty PATH --png DIR

Virtual hardware for any program, ours or yours. Prints a line for each event; Enter takes the card
away or lays it there again; Ctrl-C ends it.

  card     a card behind vsmartcard's virtual PC/SC reader (vpcd), for every program that uses PC/SC
  reader   a card reader on a serial port, at 115200 baud
  printer  a receipt printer on a serial port; each receipt becomes a picture

  --key HEX         the card's private key, 64 hex digits, for test money only (default: the number one)
  --data HEX        what is stored on a keycard, at most 127 bytes: a certificate of issue-card
  --vpcd HOST:PORT  where vpcd listens (default: ${VPCD_DEFAULT})
  --pty PATH        the port's name, which must not exist yet; open it as a serial port
  --card KIND       lies on the reader from the start (default: nothing; Enter lays a keycard there)
  --png DIR         where the receipts go: 1.png, 2.png and so on
  --help            this text`

type Read = { readonly run: VirtualDevice } | { readonly say: string; readonly code: number }

const refuse = (why: string): Read => ({ say: `${why}\n\n${VIRTUAL_HELP}`, code: 1 })

const OPTIONS = {
  key: { type: 'string' },
  data: { type: 'string' },
  vpcd: { type: 'string' },
  pty: { type: 'string' },
  card: { type: 'string' },
  png: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = { readonly [name in Exclude<keyof typeof OPTIONS, 'help'>]?: string | undefined }

/** What was asked for; a text instead when there is only something to say. */
export function readOptions(args: readonly string[]): Read {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    if (values.help) return { say: VIRTUAL_HELP, code: 0 }
    const [device, kind, stray] = positionals
    if (stray !== undefined) return refuse(`"${stray}" is one word too many.`)
    if (device === 'card') return readCard(kind, values)
    if (device === 'reader') return readReader(kind, values)
    if (device === 'printer') return readPrinter(kind, values)
    return refuse(device === undefined ? 'Which device?' : `There is no virtual ${device}.`)
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

/** The first option that the device has no use for. */
const useless = (values: Values, ...useful: readonly (keyof Values)[]): string | undefined =>
  Object.keys(values).find((name) => !useful.some((one) => one === name))

function readCard(kind: string | undefined, values: Values): Read {
  const odd = useless(values, 'key', 'data', 'vpcd')
  if (odd) return refuse(`A card has no --${odd}.`)
  if (!isCardKind(kind)) return refuse(`A card is one of: ${CARD_KINDS.join(', ')}.`)
  const key = readKey(values.key)
  if (!key) return refuse('--key is 64 hex digits, not zero and below the order of secp256k1.')
  const { data = '' } = values
  if (!/^([0-9a-f]{2}){0,127}$/i.test(data) || (data !== '' && kind !== 'keycard'))
    return refuse('--data is for a keycard: at most 127 bytes in hex digits.')
  const vpcd = readAddress(values.vpcd ?? VPCD_DEFAULT)
  if (!vpcd) return refuse('--vpcd is HOST:PORT.')
  return { run: { device: 'card', card: kind, key, data, vpcd } }
}

function readReader(kind: string | undefined, values: Values): Read {
  const odd = useless(values, 'pty', 'card', 'key')
  if (odd) return refuse(`A reader has no --${odd}.`)
  if (kind !== 'pn532' && kind !== 'neo') return refuse('A reader is one of: pn532, neo.')
  if (!values.pty) return refuse('A reader needs --pty PATH.')
  if (values.card !== undefined && !isCardKind(values.card))
    return refuse(`--card is one of: ${CARD_KINDS.join(', ')}.`)
  const key = readKey(values.key)
  if (!key) return refuse('--key is 64 hex digits, not zero and below the order of secp256k1.')
  return { run: { device: 'reader', reader: kind, pty: values.pty, card: values.card, key } }
}

function readPrinter(kind: string | undefined, values: Values): Read {
  const odd = useless(values, 'pty', 'png')
  if (odd) return refuse(`A printer has no --${odd}.`)
  if (kind !== 'escpos') return refuse('A printer is: escpos.')
  if (!values.pty) return refuse('A printer needs --pty PATH.')
  if (!values.png) return refuse('A printer needs --png DIR.')
  return { run: { device: 'printer', pty: values.pty, png: values.png } }
}

const isCardKind = (text: string | undefined): text is CardKind => CARD_KINDS.some((kind) => kind === text)

function readKey(text = TEST_KEY): string | undefined {
  const hex = text.replace(/^0x/i, '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(hex)) return undefined
  const number = BigInt(`0x${hex}`)
  return number > 0n && number < ORDER ? hex : undefined
}

function readAddress(text: string): Address | undefined {
  const [, host, digits] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  return host !== undefined && port > 0 && port <= 0xffff ? { host, port } : undefined
}

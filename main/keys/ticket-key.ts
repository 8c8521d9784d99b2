import { readFile } from 'node:fs/promises'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Hex } from '#src/payment/hex.ts'
import { isHex } from '#src/payment/hex.ts'
import { hexSchema } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { RandomBytes } from '#src/time/random.ts'
import { writeDurably } from '../files/durable.ts'
import type { Keyring } from './gas-key.ts'

/** The key that signs a station's tickets, and can do nothing with anybody's money. */
export interface TicketKeyPair {
  readonly privateKey: Uint8Array
  /** Compressed, 33 bytes: what inspectors' devices have. */
  readonly publicKey: Hex
}

export interface TicketKeyDeps {
  readonly path: string
  /** undefined where the system has none: nobody stands by a kiosk to type a passphrase at each start. */
  readonly keyring: Keyring | undefined
  readonly terminalId: string
  readonly randomBytes: RandomBytes
  readonly log: (message: string) => void
}

/** The public part can be read by anybody: `npm run verify-ticket -- --export-key`. */
export const ticketKeyFileSchema = z.discriminatedUnion('lock', [
  z.strictObject({
    lock: z.literal('keyring'),
    terminalId: z.string(),
    publicKey: hexSchema(33),
    sealed: z.base64(),
  }),
  z.strictObject({
    lock: z.literal('none'),
    terminalId: z.string(),
    publicKey: hexSchema(33),
    privateKey: hexSchema(32),
  }),
])
type Stored = z.output<typeof ticketKeyFileSchema>

/** Opens the key, or makes it at the first start. One that cannot be opened is never replaced: inspectors know it. */
export async function openTicketKey(deps: TicketKeyDeps): Promise<Result<TicketKeyPair>> {
  const text = await readFile(deps.path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error) return text.code === 'ENOENT' ? makeKey(deps) : unreadable(deps.path)
  const stored = parseStored(text)
  if (!stored) return unreadable(deps.path)
  const privateKey = stored.lock === 'none' ? stored.privateKey : unsealed(stored.sealed, deps.keyring)
  if (!privateKey) return fail('KEYRING_ABSENT', 'the keyring does not open the ticket key')
  const pair = pairOf(privateKey)
  if (pair?.publicKey !== stored.publicKey) return unreadable(deps.path)
  const { terminalId, path } = deps
  if (stored.terminalId !== terminalId) await writeStored(path, { ...stored, terminalId })
  return ok(pair)
}

const writeStored = (path: string, stored: Stored) =>
  writeDurably(path, `${JSON.stringify(stored, null, 2)}\n`)

async function makeKey(deps: TicketKeyDeps): Promise<Result<TicketKeyPair>> {
  const { path, keyring, terminalId, randomBytes, log } = deps
  const privateKey: Hex = `0x${bytesToHex(randomBytes(32))}`
  const pair = pairOf(privateKey)
  // One in 2^128: numbers above the order of the curve are no keys.
  if (!pair) return makeKey(deps)
  const known = { terminalId, publicKey: pair.publicKey }
  const stored: Stored = keyring
    ? { lock: 'keyring', ...known, sealed: Buffer.from(keyring.encrypt(privateKey)).toString('base64') }
    : { lock: 'none', ...known, privateKey }
  if (!keyring) log('the ticket key is not sealed, as this system has no keyring: keep its file to yourself')
  await writeStored(path, stored)
  return ok(pair)
}

function pairOf(privateKey: Hex): TicketKeyPair | undefined {
  const bytes = hexToBytes(privateKey.slice(2))
  if (!secp256k1.utils.isValidSecretKey(bytes)) return undefined
  return { privateKey: bytes, publicKey: `0x${bytesToHex(secp256k1.getPublicKey(bytes, true))}` }
}

function unsealed(sealed: string, keyring: Keyring | undefined): Hex | undefined {
  try {
    const privateKey = keyring?.decrypt(Buffer.from(sealed, 'base64')) ?? ''
    return isHex(privateKey, 32) ? privateKey : undefined
  } catch {
    // A keyring that was made anew cannot open what the old one sealed.
    return undefined
  }
}

function parseStored(text: string): Stored | undefined {
  try {
    return ticketKeyFileSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const unreadable = (path: string) =>
  fail('CONFIG_INVALID', `${path} does not hold a ticket key; inspectors may know it, so it is left as it is`)

import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Hex } from '../payment/hex.ts'
import { receiptSchema } from '../payment/record.ts'
import { fail, ok, type Result } from '../result.ts'
import { PRODUCT_KINDS, type ProductKind } from '../station/product.ts'
import { encodeEntries, openEntries, seal } from './envelope.ts'

/** What the code of a ticket begins with. */
export const TICKET_PREFIX = 'TPT:'

/** What an inspector reads from a ticket. */
export interface TicketContent {
  /** The terminal that sold it; its key is on the inspector's list. */
  readonly terminalId: string
  readonly kind: ProductKind
  /** Good from the first moment until before the last, Unix seconds. */
  readonly validFrom: number
  readonly validUntil: number
  /** "001-000347": with the terminal, the number of the ticket. */
  readonly receipt: string
}

export interface SignedTicket extends TicketContent {
  /** First 8 bytes of SHA-256 of the public key. */
  readonly keyId: Hex
  /** r ‖ s, 64 bytes, s in the lower half of the order. */
  readonly signature: Uint8Array
}

const PURPOSE = sha256(utf8ToBytes('Tapsyr: ticket, version 1'))
const KEY_ID_BYTES = 8

/** `publicKey`: compressed, 33 bytes (SEC 1, section 2.3.3). */
export const ticketKeyId = (publicKey: Uint8Array): Uint8Array => sha256(publicKey).slice(0, KEY_ID_BYTES)

/** docs/tickets.md, "The code". Signing is deterministic (RFC 6979): a ticket printed again is the same one. */
export function encodeTicket(ticket: TicketContent, privateKey: Uint8Array): string {
  const content = entriesOf(ticket, ticketKeyId(secp256k1.getPublicKey(privateKey, true)))
  const signature = secp256k1.sign(digestOf(content), privateKey, { prehash: false })
  return seal(TICKET_PREFIX, encodeEntries([...content, signature]))
}

/** What a code says. Whether its signature is of the key that it names is another question. */
export function decodeTicket(text: string): Result<SignedTicket, 'TICKET_INVALID'> {
  const entries = openEntries(TICKET_PREFIX, text)
  if (!entries.ok) return fail('TICKET_INVALID', entries.error.detail)
  const read = entriesSchema.safeParse(entries.value)
  if (!read.success) return fail('TICKET_INVALID', `ticket: ${read.error.issues[0]?.path.join('.')}`)
  const [keyId, terminalId, kindNumber, validFrom, validUntil, receipt, signature] = read.data
  const kind = PRODUCT_KINDS[kindNumber]
  if (!kind || validUntil <= validFrom) return fail('TICKET_INVALID', 'another kind, or never good')
  return ok({ keyId: toHex(keyId), terminalId, kind, validFrom, validUntil, receipt, signature })
}

export const isTicketSignedBy = (ticket: SignedTicket, publicKey: Uint8Array): boolean => {
  try {
    const digest = digestOf(entriesOf(ticket, ticketKeyId(publicKey)))
    return secp256k1.verify(ticket.signature, digest, publicKey, { prehash: false, lowS: true })
  } catch {
    // The library throws for what is no point or no signature: garbage is an answer, not a bug.
    return false
  }
}

type Content = readonly (string | number | Uint8Array)[]

const entriesOf = (ticket: TicketContent, keyId: Uint8Array): Content => [
  keyId,
  ticket.terminalId,
  PRODUCT_KINDS.indexOf(ticket.kind),
  ticket.validFrom,
  ticket.validUntil,
  ticket.receipt,
]

/** SHA-256(SHA-256(purpose) ‖ CBOR of everything but the signature): a ticket's key signs nothing else. */
const digestOf = (content: Content): Uint8Array => sha256(concatBytes(PURPOSE, encodeEntries(content)))

const bytes = (count: number) => z.instanceof(Uint8Array).refine(({ length }) => length === count)
const seconds = z.int().nonnegative()
const entriesSchema = z.tuple([
  bytes(KEY_ID_BYTES),
  z.string().min(1).max(64),
  z.int().nonnegative(),
  seconds,
  seconds,
  receiptSchema.max(20),
  bytes(64),
])

const toHex = (content: Uint8Array): Hex => `0x${bytesToHex(content)}`

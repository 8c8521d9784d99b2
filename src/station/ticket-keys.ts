import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Hex } from '../payment/hex.ts'
import { hexSchema } from '../payment/record.ts'
import { decodeTicket, isTicketSignedBy, type SignedTicket, ticketKeyId } from '../qr/ticket.ts'
import { fail, ok, type Result } from '../result.ts'

const ticketKeySchema = z.strictObject({
  terminalId: z.string().min(1).max(64),
  /** Compressed, 33 bytes in hex. */
  publicKey: hexSchema(33),
})
export type TicketKey = z.output<typeof ticketKeySchema>

/** What an inspector's device holds: the keys of all terminals whose tickets are good. */
export const keyListSchema = z.strictObject({
  version: z.literal(1),
  keys: z.array(ticketKeySchema).max(100_000),
})
export type KeyList = z.output<typeof keyListSchema>

export type TicketFault = 'TICKET_INVALID' | 'TICKET_KEY_UNKNOWN'

/** The ticket, when a terminal of the list has signed it. Whether it is good now is another question. */
export function proveTicket(text: string, { keys }: KeyList): Result<SignedTicket, TicketFault> {
  const ticket = decodeTicket(text)
  if (!ticket.ok) return ticket
  const { keyId, terminalId } = ticket.value
  const named = keys.filter((key) => key.terminalId === terminalId && idOf(key) === keyId)
  if (named.length === 0) return fail('TICKET_KEY_UNKNOWN', `${keyId} of ${terminalId}`)
  const isSigned = named.some((key) => isTicketSignedBy(ticket.value, keyBytes(key)))
  return isSigned ? ticket : fail('TICKET_INVALID', 'not signed by the key that it names')
}

export type TicketTime = 'valid' | 'expired' | 'not-yet'

/** `now` in Unix seconds. */
export function timeOf({ validFrom, validUntil }: SignedTicket, now: number): TicketTime {
  if (now < validFrom) return 'not-yet'
  return now < validUntil ? 'valid' : 'expired'
}

const keyBytes = ({ publicKey }: TicketKey): Uint8Array => hexToBytes(publicKey.slice(2))
const idOf = (key: TicketKey): Hex => `0x${bytesToHex(ticketKeyId(keyBytes(key)))}`

/** A list of one key, as a terminal gives it out: lists are joined by putting their keys into one. */
export const keyListOf = (key: TicketKey): KeyList => ({ version: 1, keys: [key] })

export const parseKeyList = (text: string): Result<KeyList, 'FILE_READ_FAILED'> => {
  try {
    const read = keyListSchema.safeParse(JSON.parse(text))
    if (read.success) return ok(read.data)
    return fail('FILE_READ_FAILED', read.error.issues[0]?.path.join('.'))
  } catch {
    return fail('FILE_READ_FAILED', 'not JSON')
  }
}

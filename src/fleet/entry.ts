import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { factSchema, type JournalEntry } from '../journal/entry.ts'
import type { Hex } from '../payment/hex.ts'
import { hexSchema } from '../payment/record.ts'

/** An entry of a terminal's journal, as it goes to the fleet: JSON, UTF-8, bigints as decimal strings. */
export const uplinkedSchema = z.strictObject({
  v: z.literal(1),
  /** Of the journal; its entries are numbered anew with another. */
  epoch: hexSchema(32),
  entry: z.strictObject({ seq: z.int().positive(), at: z.int().nonnegative(), fact: factSchema }),
})
export type Uplinked = z.output<typeof uplinkedSchema>

export const uplinkedText = (epoch: Hex, entry: JournalEntry): string =>
  JSON.stringify({ v: 1, epoch, entry }, (_key, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )

/** The message, or undefined for what is none. */
export function readUplinked(text: string): Uplinked | undefined {
  try {
    return uplinkedSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/**
 * A header of an accepted payment's message: it was voided before it left the terminal, so that nobody was asked. Its void
 * comes behind it, and by then a settler could have sent it. No part of the message, which is the same each time.
 */
export const VOIDED_HEADER = 'Tapsyr-Voided'

/**
 * By which the stream knows a repeat. An accepted payment is named as the token names it, by payer and nonce;
 * with a nonce alone a terminal that was restored from an old disk could hide one payer's payment behind
 * another's. Any other entry is named by its place and what it says.
 */
export function messageId(epoch: Hex, entry: JournalEntry): string {
  const { fact } = entry
  if (fact.type === 'accepted')
    return `${fact.payment.authorization.nonce}:${fact.payment.authorization.from}`
  return bytesToHex(sha256(utf8ToBytes(uplinkedText(epoch, entry))))
}

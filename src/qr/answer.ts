import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Address } from '../payment/address.ts'
import type { RecoverableSignature } from '../payment/signature.ts'
import { fail, ok, type Result } from '../result.ts'
import { ANSWER_PREFIX, encodeEntries, openEntries, seal } from './envelope.ts'

/** What a wallet says to a payment request. */
export interface PaymentAnswer {
  /** The request's id, 8 bytes (src/qr/request.ts). */
  readonly requestId: Uint8Array
  readonly from: Address
  readonly signature: RecoverableSignature
}

/** docs/qr-payment.md, "The answer". Always 153 characters: QR version 6-M. */
export const encodeAnswer = ({ requestId, from, signature }: PaymentAnswer): string =>
  seal(ANSWER_PREFIX, encodeEntries([requestId, hexToBytes(from.slice(2)), hexToBytes(signature.slice(2))]))

/** What the shop scans. Whether it is the right sale's and truly signed is another question. */
export function decodeAnswer(text: string): Result<PaymentAnswer, 'QR_INVALID'> {
  const entries = openEntries(ANSWER_PREFIX, text)
  if (!entries.ok) return entries
  const read = entriesSchema.safeParse(entries.value)
  if (!read.success) return fail('QR_INVALID', `answer: ${read.error.issues[0]?.path.join('.')}`)
  const [requestId, from, signature] = read.data
  return ok({ requestId, from: `0x${bytesToHex(from)}`, signature: `0x${bytesToHex(signature)}` })
}

const bytes = (count: number) => z.instanceof(Uint8Array).refine(({ length }) => length === count)
const entriesSchema = z.tuple([bytes(8), bytes(20), bytes(65)])

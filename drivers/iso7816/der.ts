import { fail, ok, type Result } from '#src/result.ts'
import { readTlvs } from './tlv.ts'

const INTEGER = 0x02

/**
 * Reads the inside of a DER `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279, section 2.2.3) into two
 * numbers of 32 bytes: DER drops leading zeros, and adds one where the top bit is set.
 */
export function readDerNumbers(
  sequence: Uint8Array,
): Result<readonly [Uint8Array, Uint8Array], 'CARD_ANSWER_INVALID'> {
  const read = readTlvs(sequence)
  if (!read.ok) return read
  const [r, s] = read.value
  if (read.value.length !== 2 || r?.tag !== INTEGER || s?.tag !== INTEGER)
    return fail('CARD_ANSWER_INVALID', 'signature is not two integers')
  const numbers = [to32Bytes(r.value), to32Bytes(s.value)] as const
  const [first, second] = numbers
  if (!first || !second) return fail('CARD_ANSWER_INVALID', 'signature number out of range')
  return ok([first, second])
}

/** Undefined for zero and for what does not fit: neither can be part of a signature. */
function to32Bytes(integer: Uint8Array): Uint8Array | undefined {
  const start = integer.findIndex((byte) => byte !== 0)
  if (start < 0) return undefined
  const digits = integer.subarray(start)
  if (digits.length > 32) return undefined
  const padded = new Uint8Array(32)
  padded.set(digits, 32 - digits.length)
  return padded
}

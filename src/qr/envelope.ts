import { decode, encode } from 'cborg'
import { fail, ok, type Result } from '../result.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'

/** What a code of ours begins with: the shop's request, and the wallet's answer to it. */
export const REQUEST_PREFIX = 'TPQ:'
export const ANSWER_PREFIX = 'TPA:'

/** The only version so far; the first entry of every code. */
export const VERSION = 1

/** Far above what any code of ours needs; nothing longer is looked at. */
const MAX_TEXT = 2048

type Entry = string | number | Uint8Array

/** The bytes of a code: one CBOR array, deterministically encoded (RFC 8949, section 4.2.1). */
export const encodeEntries = (entries: readonly Entry[]): Uint8Array => encode([VERSION, ...entries])

/** A prefix and Base45 stay in the QR code's alphanumeric mode. */
export const seal = (prefix: string, bytes: Uint8Array): string => prefix + encodeBase45(bytes)

/**
 * The entries behind the version. Strict: one array in its one deterministic encoding, and nothing
 * behind it. What the entries are is the caller's to check.
 */
export function openEntries(prefix: string, text: string): Result<readonly unknown[], 'QR_INVALID'> {
  if (!text.startsWith(prefix)) return fail('QR_INVALID', 'another kind of code')
  if (text.length > MAX_TEXT) return fail('QR_INVALID', 'too long')
  const bytes = decodeBase45(text.slice(prefix.length))
  if (!bytes) return fail('QR_INVALID', 'not Base45')
  const content = decodeDeterministic(bytes)
  if (!Array.isArray(content)) return fail('QR_INVALID', 'not one deterministic CBOR array')
  const [version, ...entries]: unknown[] = content
  return version === VERSION ? ok(entries) : fail('QR_INVALID', 'another version')
}

/** Undefined for anything that its own encoder would write differently: every value has one spelling. */
function decodeDeterministic(bytes: Uint8Array): unknown {
  try {
    const content: unknown = decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false })
    return isSame(encode(content), bytes) ? content : undefined
  } catch {
    // The library throws for whatever is no CBOR: garbage is an answer, not a bug.
    return undefined
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i])

import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { lowS } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Signed } from '../card/payment-card.ts'
import { OK, readResponse, statusText } from '../iso7816/apdu.ts'
import { readDerNumbers } from '../iso7816/der.ts'
import { isPublicKey, PUBLIC_KEY_LENGTH } from '../iso7816/public-key.ts'

// HaLo core commands (github.com/arx-research/libhalo, docs/halo-command-set.md and
// core/src.ts/halo/commands.ts). The tag's key 1 is on every tag, needs no password and signs any
// digest; the driver uses no other.

/** Names of the core: today's, then the one that older tags have (libhalo, `ISO7816_SELECT_CMDS`). */
export const HALO_AIDS: readonly Uint8Array[] = [
  Uint8Array.of(0xa0, 0x00, 0x00, 0x09, 0x49, 0x01, 0x48, 0x61, 0x4c, 0x6f),
  Uint8Array.of(0x48, 0x11, 0x99, 0x13, 0x0e, 0x9f, 0x01),
]

const Code = { sign: 0x01, getKeys: 0x02, fetchSign: 0x06 }
const KEY_NUMBER = 0x01

type Invalid = 'CARD_ANSWER_INVALID'
const invalid = (detail: string) => fail('CARD_ANSWER_INVALID', detail)

const command = (...payload: readonly number[]): Uint8Array =>
  Uint8Array.of(0xb0, 0x51, 0x00, 0x00, payload.length, ...payload, 0x00)

/** GET_PKEYS: every version of the core has it, from 01.C1 on. */
export const getKeysCommand = (): Uint8Array => command(Code.getKeys)

/** FETCH_SIGN, from core 01.C4 on. `digest`: exactly 32 bytes. */
export const fetchSignCommand = (digest: Uint8Array): Uint8Array =>
  command(Code.fetchSign, KEY_NUMBER, ...digest)

/** SIGN, the only one that the oldest tags have. `digest`: exactly 32 bytes. */
export const signCommand = (digest: Uint8Array): Uint8Array => command(Code.sign, KEY_NUMBER, ...digest)

type HaloAnswer =
  | { readonly kind: 'data'; readonly data: Uint8Array }
  /** E1 <code>, and for one code more bytes (libhalo, `errors.ts`). */
  | { readonly kind: 'tag-error'; readonly code: number }
  /** A status word that is neither of the two good ones. */
  | { readonly kind: 'status'; readonly status: number }

const UNKNOWN_COMMAND = 0x01
const SOFT_LOCKED = 0x21
const ALSO_OK = 0x9100

/** An error of the tag itself comes under a good status word: E1 before anything else. */
function readAnswer(apdu: Uint8Array): HaloAnswer | undefined {
  const response = readResponse(apdu)
  if (!response) return undefined
  const { data, status } = response
  if (status !== OK && status !== ALSO_OK) return { kind: 'status', status }
  const [first, code] = data
  if (first === 0xe1 && code !== undefined && (data.length === 2 || code === SOFT_LOCKED))
    return { kind: 'tag-error', code }
  return { kind: 'data', data }
}

const refusalText = (answer: Exclude<HaloAnswer, { kind: 'data' }>): string =>
  answer.kind === 'status'
    ? statusText(answer.status)
    : `tag error E1 ${answer.code.toString(16).padStart(2, '0')}`

/**
 * Reads key 1 from the answer to GET_PKEYS: `41 <key 1> 41 <key 2> … [00] SW`, uncompressed. A tag
 * that will not tell is none that can pay.
 */
export function readFirstKey(apdu: Uint8Array): Result<Uint8Array, 'CARD_NOT_SUPPORTED' | Invalid> {
  const answer = readAnswer(apdu)
  if (!answer) return invalid('no status word')
  if (answer.kind !== 'data') return fail('CARD_NOT_SUPPORTED', refusalText(answer))
  const [length] = answer.data
  const key = answer.data.slice(1, 1 + PUBLIC_KEY_LENGTH)
  return length === PUBLIC_KEY_LENGTH && isPublicKey(key) ? ok(key) : invalid('no key 1')
}

/** Reads the answer to FETCH_SIGN: `30 len { 02 lr r ; 02 ls s } <public key> SW`. */
export function readFetchSign(
  apdu: Uint8Array,
): Result<Signed | 'unknown-command', 'CARD_REFUSED' | Invalid> {
  const answer = readAnswer(apdu)
  if (answer?.kind === 'tag-error' && answer.code === UNKNOWN_COMMAND) return ok('unknown-command')
  const read = readSigned(answer)
  if (!read.ok) return read
  const { signature, rest } = read.value
  const publicKey = rest.slice(0, PUBLIC_KEY_LENGTH)
  return isPublicKey(publicKey) ? ok({ signature, publicKey }) : invalid('no key behind the signature')
}

/** Reads the answer to SIGN: `30 len { 02 lr r ; 02 ls s } SW`. */
export function readSign(apdu: Uint8Array): Result<Signed, 'CARD_REFUSED' | Invalid> {
  const read = readSigned(readAnswer(apdu))
  return read.ok ? ok({ signature: read.value.signature, publicKey: undefined }) : read
}

function readSigned(answer: HaloAnswer | undefined) {
  if (!answer) return invalid('no status word')
  if (answer.kind !== 'data') return fail('CARD_REFUSED', refusalText(answer))
  const [sequence, length = 0] = answer.data
  const end = 2 + length
  if (sequence !== 0x30 || answer.data.length < end) return invalid('no signature')
  const numbers = readDerNumbers(answer.data.subarray(2, end))
  if (!numbers.ok) return numbers
  const [r, s] = numbers.value
  // The tag makes s of either half, and may leave both above the order (libhalo, `parseSig`).
  return ok({ signature: { r: reduce(r), s: lowS(reduce(s)) }, rest: answer.data.subarray(end) })
}

const ORDER = secp256k1.Point.CURVE().n

const reduce = (number: Uint8Array): Uint8Array => numberToBytesBE(bytesToNumberBE(number) % ORDER, 32)

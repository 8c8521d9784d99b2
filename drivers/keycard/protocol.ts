import type { EcdsaSignature } from '#src/payment/signature.ts'
import { lowS } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { OK, readResponse, statusText } from './apdu.ts'
import { readDerNumbers } from './der.ts'
import { findTag, readTlvs, type Tlv } from './tlv.ts'

/** Instance of the Cash applet (keycard.tech/docs, "Cash applet"; keycard-go, `identifiers`). */
export const CASH_AID = Uint8Array.of(0xa0, 0x00, 0x00, 0x08, 0x04, 0x00, 0x01, 0x03, 0x01)

const Tag = { info: 0xa4, signature: 0xa0, publicKey: 0x80, version: 0x02, publicData: 0x82, ecdsa: 0x30 }

type Invalid = 'CARD_ANSWER_INVALID'
const invalid = (detail: string) => fail('CARD_ANSWER_INVALID', detail)

/** SELECT by name (ISO/IEC 7816-4, section 7.1.1). */
export const selectCashCommand = (): Uint8Array =>
  Uint8Array.of(0x00, 0xa4, 0x04, 0x00, CASH_AID.length, ...CASH_AID, 0x00)

export interface CashInfo {
  /** Uncompressed, 65 bytes, starting 04. */
  readonly publicKey: Uint8Array
  readonly version: { readonly major: number; readonly minor: number }
  /** Up to 127 free bytes written when the card was made. */
  readonly publicData: Uint8Array
}

/**
 * Reads the answer to SELECT (status-keycard, `CashApplet.select`):
 *
 *     A4 len { 80 41 <public key> ; 02 02 <major> <minor> ; 82 n <public data> } SW
 *
 * Any status word but 9000 means that the card has no such application; cards differ in which.
 */
export function readSelectCash(apdu: Uint8Array): Result<CashInfo, 'CARD_NOT_SUPPORTED' | Invalid> {
  const response = readResponse(apdu)
  if (!response) return invalid('no status word')
  if (response.status !== OK) return fail('CARD_NOT_SUPPORTED', statusText(response.status))
  const info = readInfoTemplate(response.data)
  return info.ok ? readInfo(info.value) : info
}

/**
 * The applet writes `len` as one plain byte even from 80 on, where a legal length would be 81 80:
 * if the rest is exactly that long, that is what it means.
 */
function readInfoTemplate(data: Uint8Array): Result<Tlv[], Invalid> {
  if (data[0] === Tag.info && data[1] === data.length - 2) return readTlvs(data.subarray(2))
  return readTemplate(data, Tag.info)
}

function readTemplate(data: Uint8Array, tag: number): Result<Tlv[], Invalid> {
  const outer = readTlvs(data)
  if (!outer.ok) return outer
  const inside = findTag(outer.value, tag)
  return inside.ok ? readTlvs(inside.value) : inside
}

function readInfo(tlvs: readonly Tlv[]): Result<CashInfo, Invalid> {
  const publicKey = findPublicKey(tlvs)
  if (!publicKey.ok) return publicKey
  const version = findTag(tlvs, Tag.version)
  if (!version.ok) return version
  const [major, minor] = version.value
  if (major === undefined || minor === undefined) return invalid('version is cut off')
  const publicData = findTag(tlvs, Tag.publicData)
  return ok({
    publicKey: publicKey.value,
    version: { major, minor },
    publicData: publicData.ok ? publicData.value : new Uint8Array(),
  })
}

function findPublicKey(tlvs: readonly Tlv[]): Result<Uint8Array, Invalid> {
  const found = findTag(tlvs, Tag.publicKey)
  if (!found.ok) return found
  const key = found.value
  return key.length === 65 && key[0] === 0x04 ? found : invalid('public key is not uncompressed')
}

/**
 * SIGN of the Cash applet (keycard.tech/docs, "Cash applet"): in clear, no PIN. P2 = 00 is ECDSA
 * over secp256k1 in every version. `digest`: exactly 32 bytes.
 */
export const signCashCommand = (digest: Uint8Array): Uint8Array =>
  Uint8Array.of(0x80, 0xc0, 0x00, 0x00, digest.length, ...digest)

export interface CashSignature {
  /** With `s` in the lower half of the order. */
  readonly signature: EcdsaSignature
  /** The key that signed, if the answer says so. */
  readonly publicKey: Uint8Array | undefined
}

/**
 * Reads the answer to SIGN. Two forms are documented (keycard.tech/docs; keycard-go,
 * `types.ParseSignature`), told apart by their first byte:
 *
 *     A0 81 LL { 80 41 <public key> ; 30 xx { 02 lr r ; 02 ls s } } SW
 *     80 41 <r, 32 bytes> <s, 32 bytes> <recovery id> SW
 */
export function readSignCash(apdu: Uint8Array): Result<CashSignature, 'CARD_REFUSED' | Invalid> {
  const response = readResponse(apdu)
  if (!response) return invalid('no status word')
  if (response.status !== OK) return fail('CARD_REFUSED', statusText(response.status))
  return response.data[0] === Tag.publicKey ? readCompact(response.data) : readTemplated(response.data)
}

function readTemplated(data: Uint8Array): Result<CashSignature, Invalid> {
  const tlvs = readTemplate(data, Tag.signature)
  if (!tlvs.ok) return tlvs
  const publicKey = findPublicKey(tlvs.value)
  if (!publicKey.ok) return publicKey
  const sequence = findTag(tlvs.value, Tag.ecdsa)
  if (!sequence.ok) return sequence
  const numbers = readDerNumbers(sequence.value)
  if (!numbers.ok) return numbers
  const [r, s] = numbers.value
  return ok({ signature: { r, s: lowS(s) }, publicKey: publicKey.value })
}

function readCompact(data: Uint8Array): Result<CashSignature, Invalid> {
  const tlvs = readTlvs(data)
  if (!tlvs.ok) return tlvs
  const value = tlvs.value[0]?.value
  if (value?.length !== 65) return invalid('compact signature is not 65 bytes')
  const signature = { r: value.slice(0, 32), s: lowS(value.slice(32, 64)) }
  return ok({ signature, publicKey: undefined })
}

import { lowS } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Signed } from '../card/payment-card.ts'
import { OK, readResponse, statusText } from '../iso7816/apdu.ts'
import { readDerNumbers } from '../iso7816/der.ts'
import { isPublicKey } from '../iso7816/public-key.ts'
import { findTag, readTlvs, type Tlv } from '../iso7816/tlv.ts'

const Tag = { signature: 0xa0, publicKey: 0x80, ecdsa: 0x30 }

type Invalid = 'CARD_ANSWER_INVALID'
const invalid = (detail: string) => fail('CARD_ANSWER_INVALID', detail)

/**
 * Reads the answer to SIGN of either applet. Two forms are documented (keycard.tech/docs;
 * keycard-go, `types.ParseSignature`), told apart by their first byte:
 *
 *     A0 81 LL { 80 41 <public key> ; 30 xx { 02 lr r ; 02 ls s } } SW
 *     80 41 <r, 32 bytes> <s, 32 bytes> <recovery id> SW
 */
export function readSignature(apdu: Uint8Array): Result<Signed, 'CARD_REFUSED' | Invalid> {
  const response = readResponse(apdu)
  if (!response) return invalid('no status word')
  if (response.status !== OK) return fail('CARD_REFUSED', statusText(response.status))
  return response.data[0] === Tag.publicKey ? readCompact(response.data) : readTemplated(response.data)
}

function readTemplated(data: Uint8Array): Result<Signed, Invalid> {
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

function readCompact(data: Uint8Array): Result<Signed, Invalid> {
  const tlvs = readTlvs(data)
  if (!tlvs.ok) return tlvs
  const value = tlvs.value[0]?.value
  if (value?.length !== 65) return invalid('compact signature is not 65 bytes')
  const signature = { r: value.slice(0, 32), s: lowS(value.slice(32, 64)) }
  return ok({ signature, publicKey: undefined })
}

/** The objects inside the one object that has this tag. */
export function readTemplate(data: Uint8Array, tag: number): Result<Tlv[], Invalid> {
  const outer = readTlvs(data)
  if (!outer.ok) return outer
  const inside = findTag(outer.value, tag)
  return inside.ok ? readTlvs(inside.value) : inside
}

export function findPublicKey(tlvs: readonly Tlv[]): Result<Uint8Array, Invalid> {
  const found = findTag(tlvs, Tag.publicKey)
  if (!found.ok) return found
  return isPublicKey(found.value) ? found : invalid('public key is not uncompressed')
}

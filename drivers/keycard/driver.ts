import type { PaymentCard, SelectCard, SignFault } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import type { EcdsaSignature } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { readSelectCash, readSignCash, selectCashCommand, signCashCommand } from './protocol.ts'

/** Selects the Cash applet of a Status Keycard. Two APDUs make a payment: this one and `sign`. */
export const selectKeycardCash: SelectCard = async (field) => {
  const answer = await field.transmit(selectCashCommand())
  if (!answer.ok) return answer
  const info = readSelectCash(answer.value)
  return info.ok ? ok(createCard(field, info.value.publicKey)) : info
}

const createCard = (field: CardInField, publicKey: Uint8Array): PaymentCard => ({
  application: 'keycard-cash',
  publicKey,
  sign: (digest) => sign(field, publicKey, digest),
})

async function sign(
  field: CardInField,
  publicKey: Uint8Array,
  digest: Uint8Array,
): Promise<Result<EcdsaSignature, SignFault>> {
  // The applet signs whatever lies in its buffer, so a wrong length here would sign the unknown.
  if (digest.length !== 32) throw new RangeError(`a digest is 32 bytes, not ${digest.length}`)
  const answer = await field.transmit(signCashCommand(digest))
  if (!answer.ok) return answer
  const read = readSignCash(answer.value)
  if (!read.ok) return read
  if (read.value.publicKey && !equal(read.value.publicKey, publicKey))
    return fail('CARD_ANSWER_INVALID', 'signed with another key than the card showed')
  return ok(read.value.signature)
}

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

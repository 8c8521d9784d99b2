import type { SelectCard } from '#src/device/card.ts'
import { ok } from '#src/result.ts'
import { createPaymentCard } from '../card/payment-card.ts'
import { readSelectCash, selectCashCommand } from './protocol.ts'
import { sign } from './sign.ts'

/**
 * Selects the Cash applet of a Status Keycard. Two APDUs make a payment: this one and `sign`. What its issuer
 * stored there comes with the same answer.
 */
export const selectKeycardCash: SelectCard = async (field) => {
  const answer = await field.transmit(selectCashCommand())
  if (!answer.ok) return answer
  const info = readSelectCash(answer.value)
  if (!info.ok) return info
  const { publicKey, publicData } = info.value
  return ok(
    createPaymentCard({
      application: 'keycard-cash',
      publicKey,
      ...(publicData.length > 0 && { certificate: publicData.slice() }),
      sign: (digest) => sign(field, 'cash', digest),
    }),
  )
}

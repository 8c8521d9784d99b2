import type { SelectCard } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import { fail, ok } from '#src/result.ts'
import { createPaymentCard } from '../card/payment-card.ts'
import { KEY_PROBE, readSelectWallet, selectWalletCommand } from './pinless-protocol.ts'
import { sign } from './sign.ts'

/** The only generation whose wallet signs in clear and without PIN (status-keycard, 3.0 to 3.2). */
const PINLESS_GENERATION = 3

/**
 * Selects the wallet of a Status Keycard for payments from the path that its owner freed from the
 * PIN. The card tells that path's public key in signatures only, and the payer has to be known
 * before there is a payment to sign. So it signs twice: a probe that pays nothing, then the payment.
 */
export const selectKeycardPinless: SelectCard = async (field) => {
  const answer = await field.transmit(selectWalletCommand())
  if (!answer.ok) return answer
  const version = readSelectWallet(answer.value)
  if (!version.ok) return version
  const { major, minor } = version.value
  if (major !== PINLESS_GENERATION)
    return fail('CARD_NOT_SUPPORTED', `version ${major}.${minor} has no pinless path`)
  const publicKey = await askForKey(field)
  if (!publicKey.ok) return publicKey
  return ok(
    createPaymentCard({
      application: 'keycard-pinless',
      publicKey: publicKey.value,
      sign: (digest) => sign(field, 'pinless', digest),
    }),
  )
}

/** A card without a pinless path refuses here (6A88), as does one without a seed (6985). */
async function askForKey(field: CardInField) {
  const probe = await sign(field, 'pinless', KEY_PROBE)
  if (!probe.ok) {
    const { code, detail } = probe.error
    return fail(code === 'CARD_REFUSED' ? 'CARD_NOT_SUPPORTED' : code, detail)
  }
  const { publicKey } = probe.value
  return publicKey ? ok(publicKey) : fail('CARD_ANSWER_INVALID', 'signed without telling its key')
}

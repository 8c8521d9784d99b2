import type { SelectCard } from '#src/device/card.ts'
import { fail } from '#src/result.ts'
import { selectHalo } from '../halo/driver.ts'
import { selectKeycardCash } from '../keycard/driver.ts'
import { selectKeycardPinless } from '../keycard/pinless.ts'
import { identify } from './identify.ts'

/**
 * The likeliest and quickest first. Keycard Cash is what the terminal was made for, and shows its key
 * in the answer to SELECT: two APDUs a payment. A HaLo tag costs two or three more. Pinless comes
 * last: it exists on one generation of Keycards only, its owner has to have set it up, and it signs
 * twice.
 */
const APPLICATIONS: readonly { readonly name: string; readonly select: SelectCard }[] = [
  { name: 'Keycard Cash', select: selectKeycardCash },
  { name: 'HaLo', select: selectHalo },
  { name: 'Keycard wallet', select: selectKeycardPinless },
]

/**
 * Finds out what was tapped: a card that can pay, or what it is instead. Only a card that holds none
 * of our applications is asked what it is. A card that leaves meanwhile is a failed exchange, and one
 * whose answer makes no sense is CARD_ANSWER_INVALID: both may be tapped again.
 */
export const selectPaymentCard: SelectCard = async (field) => {
  const refusals: string[] = []
  for (const { name, select } of APPLICATIONS) {
    const selected = await select(field)
    if (selected.ok || selected.error.code !== 'CARD_NOT_SUPPORTED') return selected
    refusals.push(`${name}: ${selected.error.detail}`)
  }
  const kind = await identify(field)
  return kind.ok ? fail(kind.value, refusals.join(', ')) : kind
}

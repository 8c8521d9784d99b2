import type { SelectCard } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import { fail } from '#src/result.ts'
import { selectCertifiedHalo, selectHalo } from '../halo/driver.ts'
import { selectKeycardCash } from '../keycard/driver.ts'
import { selectKeycardPinless } from '../keycard/pinless.ts'
import { identify } from './identify.ts'

/**
 * The likeliest and quickest first. Keycard Cash is what the terminal was made for, and shows its key
 * in the answer to SELECT: two APDUs a payment. A HaLo tag costs two or three more. Pinless comes
 * last: it exists on one generation of Keycards only, its owner has to have set it up, and it signs
 * twice.
 */
const applications = (halo: SelectCard) => [
  { name: 'Keycard Cash', select: selectKeycardCash },
  { name: 'HaLo', select: halo },
  { name: 'Keycard wallet', select: selectKeycardPinless },
]

/**
 * Finds out what was tapped: a card that can pay, or what it is instead. Only a card that holds none
 * of our applications is asked what it is. A card that leaves meanwhile is a failed exchange, and one
 * whose answer makes no sense is CARD_ANSWER_INVALID: both may be tapped again.
 */
export const selectPaymentCard: SelectCard = (field) => selectOf(applications(selectHalo), field)

/** The same, for terminals that know an issuer: HaLo tags are asked for a certificate too, and take longer for it. */
export const selectCertifiedCard: SelectCard = (field) => selectOf(applications(selectCertifiedHalo), field)

async function selectOf(
  applications: readonly { readonly name: string; readonly select: SelectCard }[],
  field: CardInField,
): ReturnType<SelectCard> {
  const refusals: string[] = []
  for (const { name, select } of applications) {
    const selected = await select(field)
    if (selected.ok || selected.error.code !== 'CARD_NOT_SUPPORTED') return selected
    refusals.push(`${name}: ${selected.error.detail}`)
  }
  const kind = await identify(field)
  return kind.ok ? fail(kind.value, refusals.join(', ')) : kind
}

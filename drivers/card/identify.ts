import type { NotOurs } from '#src/device/card.ts'
import type { CardInField, ExchangeFault } from '#src/device/reader.ts'
import { ok, type Result } from '#src/result.ts'
import { OK, readResponse, selectByName } from '../iso7816/apdu.ts'
import { isRandom } from './taken.ts'

/** The contactless directory of bank cards (EMV Contactless, Book B, section 3.3). */
export const BANK_DIRECTORY: Uint8Array = new TextEncoder().encode('2PAY.SYS.DDF01')

/** GetVersion of MIFARE DESFire in an APDU; the first of three parts, as more may follow (91AF). */
const DESFIRE_VERSION = Uint8Array.of(0x90, 0x60, 0x00, 0x00, 0x00)
const DESFIRE_MORE = 0x91af

/**
 * Finds out what a card is that holds none of our applications. A card that answers neither question
 * is just not supported. What a phone shows depends on its owner's settings: without a wallet for
 * bank cards, or before it is unlocked, it is a card like any other that is not ours. Phones have random
 * identifiers, and so have a few bank cards: those are called phones here.
 */
export async function identify(field: CardInField): Promise<Result<NotOurs, ExchangeFault>> {
  const directory = await ask(field, selectByName(BANK_DIRECTORY))
  if (!directory.ok) return directory
  if (directory.value === OK) return ok(isRandom(field.uid) ? 'CARD_PHONE' : 'CARD_BANK')
  const version = await ask(field, DESFIRE_VERSION)
  if (!version.ok) return version
  return ok(version.value === DESFIRE_MORE ? 'CARD_TRANSIT' : 'CARD_NOT_SUPPORTED')
}

/** The status word of the answer; undefined when there is none. */
async function ask(
  field: CardInField,
  command: Uint8Array,
): Promise<Result<number | undefined, ExchangeFault>> {
  const answer = await field.transmit(command)
  return answer.ok ? ok(readResponse(answer.value)?.status) : answer
}

import type { CardInField, ExchangeFault, FieldFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { isStorageCard } from './atr.ts'
import { createCardInField } from './card-in-field.ts'
import { exchange } from './connection.ts'
import { type Outcome, withLimit } from './deadline.ts'
import { faultOf, pcscCode } from './faults.ts'
import { CONNECTING_MS, RELEASING_MS } from './limits.ts'
import type { Service } from './service.ts'
import type { ServiceCard } from './service-card.ts'

export type ConnectFault = ExchangeFault | FieldFault | 'LINK_BUSY'

/**
 * Connects to the card that lies there. LINK_BUSY: another program has it for itself.
 *
 * The connection is shared, because other programs of a desktop look at each new card as well and
 * would make an exclusive one fail; a transaction then keeps them away from this card until it is
 * left. `askUid`: also asks for the card's identifier, which proves that it still is there.
 */
export async function connectCard(
  service: Service,
  reader: string,
  { clock, askUid }: { readonly clock: Clock; readonly askUid: boolean },
): Promise<Result<CardInField, ConnectFault>> {
  const connecting = service.connect(reader)
  const connected = settled(await withLimit(clock, CONNECTING_MS, connecting))
  if (!connected.ok) {
    // It may still come, when nobody waits for it any more.
    if (connected.error.code === 'CARD_TIMEOUT') void connecting.then((card) => card.leave()).catch(() => {})
    return connected
  }
  const met = await meet(connected.value, clock, askUid)
  if (!met.ok) await withLimit(clock, RELEASING_MS, connected.value.leave())
  return met
}

async function meet(
  card: ServiceCard,
  clock: Clock,
  askUid: boolean,
): Promise<Result<CardInField, ConnectFault>> {
  const begun = settled(await withLimit(clock, CONNECTING_MS, card.begin()))
  if (!begun.ok) return begun
  const atr = settled(await withLimit(clock, CONNECTING_MS, card.atr()))
  if (!atr.ok) return atr
  if (isStorageCard(atr.value)) return fail('CARD_TRANSIT')
  if (!askUid) return ok(createCardInField(card, clock, undefined))
  const answer = await exchange(card, clock, GET_UID)
  return answer.ok ? ok(createCardInField(card, clock, readUid(answer.value))) : answer
}

function settled<T>(outcome: Outcome<T>): Result<T, ConnectFault> {
  if (!('threw' in outcome)) return outcome
  if (pcscCode(outcome.threw) === 'SharingViolation') return fail('LINK_BUSY', 'another program has the card')
  return faultOf(outcome.threw)
}

/** GET DATA, which the reader itself answers (PC/SC part 3, section 3.2.2.1.3). */
const GET_UID = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00)

/** Undefined where the reader does not know it, or hands the command on to the card. */
function readUid(answer: Uint8Array): Uint8Array | undefined {
  const uid = answer.slice(0, -2)
  const [sw1, sw2] = answer.slice(-2)
  return sw1 === 0x90 && sw2 === 0x00 && [4, 7, 10].includes(uid.length) ? uid : undefined
}

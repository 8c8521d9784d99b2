import type { ExchangeFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { withLimit } from './deadline.ts'
import { faultOf } from './faults.ts'
import { EXCHANGING_MS, RELEASING_MS } from './limits.ts'
import type { ServiceCard } from './service-card.ts'
import { commandOverT0, nextOverT0 } from './t0.ts'

/** One command and its whole answer. */
export async function exchange(
  card: ServiceCard,
  clock: Clock,
  apdu: Uint8Array,
): Promise<Result<Uint8Array, ExchangeFault>> {
  return card.usesT0 ? exchangeOverT0(card, clock, apdu) : exchangeOnce(card, clock, apdu)
}

/** More than an extended answer of 64 KB takes. */
const MAX_PARTS = 300

async function exchangeOverT0(
  card: ServiceCard,
  clock: Clock,
  apdu: Uint8Array,
): Promise<Result<Uint8Array, ExchangeFault>> {
  let command = commandOverT0(apdu)
  let data: number[] = []
  for (let part = 0; part < MAX_PARTS; part++) {
    const answer = await exchangeOnce(card, clock, command)
    if (!answer.ok) return answer
    const next = nextOverT0(command, answer.value)
    if (!next) return ok(Uint8Array.of(...data, ...answer.value))
    data = [...data, ...answer.value.subarray(0, -2)]
    command = next
  }
  return fail('READER_FAULT', 'an answer without end')
}

async function exchangeOnce(
  card: ServiceCard,
  clock: Clock,
  command: Uint8Array,
): Promise<Result<Uint8Array, ExchangeFault>> {
  const answer = await withLimit(clock, EXCHANGING_MS, card.transmit(command))
  if ('threw' in answer) return whatHappened(card, clock, answer.threw)
  if (!answer.ok) return answer
  // Some readers report a card that is gone as an empty answer.
  return answer.value.length >= 2 ? answer : fail('CARD_LEFT_EARLY', 'empty answer')
}

/**
 * A failed exchange may be the fault of the card, the reader or the service, and PC/SC does not
 * always say which: a reader that is asked for the card's state once more does.
 */
async function whatHappened(
  card: ServiceCard,
  clock: Clock,
  threw: unknown,
): Promise<Result<never, ExchangeFault>> {
  const fault = faultOf(threw)
  const state = await withLimit(clock, RELEASING_MS, card.atr())
  const after = 'threw' in state ? faultOf(state.threw) : undefined
  return after && !after.ok && after.error.code === 'LINK_CLOSED' ? after : fault
}

import type { CardInField, ExchangeFault } from '#src/device/reader.ts'
import { fail, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { exchange } from './connection.ts'
import { withLimit } from './deadline.ts'
import { RELEASING_MS } from './limits.ts'
import type { ServiceCard } from './service-card.ts'

/** One command to a card at a time, for one tap; after `release` the card is somebody else's. */
export function createCardInField(card: ServiceCard, clock: Clock, uid: Uint8Array | undefined): CardInField {
  let released: Promise<unknown> | undefined
  let tail: Promise<unknown> = Promise.resolve()
  return {
    uid,
    transmit(apdu) {
      const turn: Promise<Result<Uint8Array, ExchangeFault>> = tail.then(() =>
        released ? fail('CARD_LEFT_EARLY') : exchange(card, clock, apdu),
      )
      tail = turn
      return turn
    },
    async release() {
      // A command that the service still works on holds up the goodbye, but nobody waits for both.
      released ??= withLimit(clock, RELEASING_MS, card.leave())
      await released
    },
  }
}

import type { CardInField, ExchangeFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { exchange, Status } from './commands.ts'
import type { Field } from './field.ts'
import { exchanging } from './limits.ts'
import { MAX_DATA } from './message.ts'
import type { Session } from './session.ts'

/** The card that the reader has activated, and the way to take it out of its user's hands. */
export interface HeldCard {
  readonly card: CardInField
  forget(): void
}

export interface CardParts {
  readonly session: Session
  readonly field: Field
  readonly uid: Uint8Array | undefined
}

export function createCardInField({ session, field, uid }: CardParts): HeldCard {
  let gone = false
  let tail: Promise<unknown> = Promise.resolve()
  return {
    card: {
      uid,
      transmit(apdu) {
        const turn = tail.then(() => (gone ? fail('CARD_LEFT_EARLY') : transmit(session, apdu)))
        tail = turn
        return turn
      },
      async release() {
        if (gone) return
        gone = true
        // A reader that fails here fails the next request too, which has words for it.
        await field.off()
      },
    },
    forget() {
      gone = true
    },
  }
}

async function transmit(session: Session, apdu: Uint8Array): Promise<Result<Uint8Array, ExchangeFault>> {
  if (apdu.length > MAX_DATA) return fail('READER_FAULT', 'APDU too long for the reader')
  const answer = await session.request(exchange(apdu), exchanging)
  if (!answer.ok) return answer
  const { status, data } = answer.value
  if (status === Status.ok) return ok(data)
  return fail(exchangeFault(status), `status ${status.toString(16).padStart(2, '0')}`)
}

/**
 * Nothing heard from the card (08) and a talk with it that failed (0A) mean that it is no longer
 * where it was. Anything else is between the reader and us; 06 among it: a reader that encrypts card
 * data takes an answer for such data and withholds it.
 */
const exchangeFault = (status: number): 'CARD_LEFT_EARLY' | 'READER_FAULT' =>
  status === Status.timeOut || status === Status.failed ? 'CARD_LEFT_EARLY' : 'READER_FAULT'

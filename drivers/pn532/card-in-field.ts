import type { CardInField, ExchangeFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { releaseAll } from './commands.ts'
import {
  continueExchange,
  type ExchangeAnswer,
  exchangeCommands,
  exchangeFault,
  readExchange,
} from './exchange.ts'
import { exchanging, releasing } from './limits.ts'
import type { Session } from './session.ts'
import type { Target } from './target.ts'

/** The card that the chip holds now, and the way to take it out of its user's hands. */
export interface HeldCard {
  readonly card: CardInField
  forget(): void
}

export function createCardInField(session: Session, target: Target): HeldCard {
  let gone = false
  let tail: Promise<unknown> = Promise.resolve()
  return {
    card: {
      uid: target.uid,
      transmit(apdu) {
        // A long APDU is several commands: the next one must not come between them.
        const turn = tail.then(() => (gone ? fail('CARD_LEFT_EARLY') : exchange(session, target, apdu)))
        tail = turn
        return turn
      },
      async release() {
        if (gone) return
        gone = true
        // A reader that fails here fails the next request too, which has words for it.
        await session.request(releaseAll(), releasing)
      },
    },
    forget() {
      gone = true
    },
  }
}

async function exchange(
  session: Session,
  target: Target,
  apdu: Uint8Array,
): Promise<Result<Uint8Array, ExchangeFault>> {
  let answer: ExchangeAnswer | undefined
  for (const command of exchangeCommands(target.number, apdu)) {
    const part = await exchangeOnce(session, command)
    if (!part.ok) return part
    answer = part.value
  }
  let response = answer?.data ?? new Uint8Array()
  while (answer?.more) {
    const part = await exchangeOnce(session, continueExchange(target.number))
    if (!part.ok) return part
    answer = part.value
    response = Uint8Array.of(...response, ...answer.data)
  }
  return ok(response)
}

async function exchangeOnce(
  session: Session,
  command: Uint8Array,
): Promise<Result<ExchangeAnswer, ExchangeFault>> {
  const answer = await session.request(command, exchanging)
  if (!answer.ok) return answer
  const read = readExchange(answer.value)
  if (!read) return fail('READER_FAULT', 'exchange without status')
  if (read.status === 0) return ok(read)
  return fail(exchangeFault(read.status), `status ${read.status.toString(16).padStart(2, '0')}`)
}

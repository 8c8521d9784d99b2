import type { Clock } from '#src/time/clock.ts'
import { MAX_PART } from '../pn532/exchange.ts'
import type { EmulatedCard } from './emulated-card.ts'
import { askCard, type CardMs, type Field } from './field.ts'

/** Gives a command's answer: its parameters, or that the chip does not know the command. */
export type Done = (answer: readonly number[] | 'syntax-error') => void

/** Stops a command before its answer; does nothing after it. */
export type Stop = () => void

export const answerNow = (done: Done, answer: readonly number[] | 'syntax-error'): Stop => {
  done(answer)
  return () => {}
}

export interface TargetParts {
  readonly field: Field
  readonly clock: Clock
  readonly cardMs: CardMs
}

/** The card that the chip has listed, and the talk with it (NXP UM0701-02, section 7.3.8). */
export interface TargetSlot {
  readonly isListed: boolean
  /** The cards in the order of their target numbers, which start at 1; the first is the one to talk with. */
  list(cards: readonly EmulatedCard[]): void
  release(): void
  exchange(target: number, data: Uint8Array, done: Done): Stop
}

const MORE = 0x40
const Status = { ok: 0x00, timeOut: 0x01, notListed: 0x27, released: 0x29 }

export function createTargetSlot(parts: TargetParts): TargetSlot {
  let listed: EmulatedCard | 'lost' | undefined
  let apduSoFar: number[] = []
  let answerLeft = new Uint8Array()

  const hold = (card: EmulatedCard | undefined) => {
    listed = card
    apduSoFar = []
    answerLeft = new Uint8Array()
  }

  const lose = (done: Done): Stop => {
    listed = 'lost'
    return answerNow(done, [Status.timeOut])
  }

  const givePart = (done: Done): Stop => {
    const part = answerLeft.subarray(0, MAX_PART)
    answerLeft = answerLeft.slice(MAX_PART)
    return answerNow(done, [Status.ok | (answerLeft.length > 0 ? MORE : 0), ...part])
  }

  return {
    get isListed() {
      return typeof listed === 'object'
    },
    list: ([card]) => hold(card),
    release: () => hold(undefined),
    exchange(target, data, done) {
      if (listed === undefined) return answerNow(done, [Status.notListed])
      if (listed === 'lost') return answerNow(done, [Status.released])
      if (!parts.field.cards.includes(listed)) return lose(done)
      apduSoFar.push(...data)
      if (target & MORE) return answerNow(done, [Status.ok])
      const apdu = Uint8Array.from(apduSoFar)
      apduSoFar = []
      if (apdu.length === 0) return givePart(done)
      return askCard(parts, listed, apdu, (answer) => {
        if (!answer) return lose(done)
        answerLeft = Uint8Array.from(answer)
        return givePart(done)
      })
    },
  }
}

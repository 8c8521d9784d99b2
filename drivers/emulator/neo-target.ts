import type { Clock } from '#src/time/clock.ts'
import { Status } from '../neo/commands.ts'
import { TokenType } from '../neo/token.ts'
import type { EmulatedCard } from './emulated-card.ts'
import { askCard, type CardMs, type Field, uidOf } from './field.ts'

export interface NeoAnswer {
  readonly status: number
  readonly data: readonly number[]
}

export const neoAnswer = (status: number, ...data: readonly number[]): NeoAnswer => ({ status, data })

/** Takes a command's answer. */
export type NeoDone = (answer: NeoAnswer) => void

export interface NeoTargetParts {
  readonly field: Field
  readonly clock: Clock
  readonly cardMs: CardMs
  /** Cards that have a MIFARE side too, which a plain poll opens. */
  readonly opensMifare: (card: EmulatedCard) => boolean
}

/** The card that a poll has activated, and the talk with it (NEO 2 Interface Developers Guide, 8.12). */
export interface NeoTarget {
  /** Looks for so long until a card is there. Returns what stops it. */
  poll(ms: number, forApdus: boolean, done: NeoDone): () => void
  exchange(apdu: Uint8Array, done: NeoDone): () => void
  /** The field went off. */
  drop(): void
}

interface Active {
  readonly card: EmulatedCard
  readonly takesApdus: boolean
  /** False once it has left the field, whether or not it came back. */
  powered: boolean
}

export function createNeoTarget(parts: NeoTargetParts): NeoTarget {
  const { field, clock } = parts
  let active: Active | undefined

  field.onChange(() => {
    if (active && !field.cards.includes(active.card)) active.powered = false
  })

  const activate = (card: EmulatedCard, forApdus: boolean): NeoAnswer => {
    card.activate?.()
    const type = tokenType(card, !forApdus && parts.opensMifare(card))
    active = { card, takesApdus: type === TokenType.typeA || type === TokenType.typeB, powered: true }
    return neoAnswer(Status.ok, type, ...uidOf(card))
  }

  /** A card in use is silent. Of several others anticollision chooses one, and the answer has no place for more. */
  const findCard = (): EmulatedCard | undefined =>
    field.cards.find((card) => !(active?.powered && active.card === card))

  return {
    poll(ms, forApdus, done) {
      let stopTimer = () => {}
      let stopWatching = () => {}
      const stop = () => {
        stopTimer()
        stopWatching()
      }
      const look = (): boolean => {
        const card = findCard()
        if (!card) return false
        stop()
        done(activate(card, forApdus))
        return true
      }
      if (look()) return stop
      stopWatching = field.onChange(look)
      stopTimer = clock.after(ms, () => {
        stop()
        done(neoAnswer(Status.timeOut))
      })
      return stop
    },

    exchange(apdu, done) {
      const at = active
      if (!at?.takesApdus || !at.powered) {
        // With nobody there the reader waits in vain; without a session it does not begin.
        done(neoAnswer(at?.takesApdus ? Status.timeOut : Status.failed))
        return () => {}
      }
      return askCard(parts, at.card, apdu, (response) => {
        done(response ? neoAnswer(Status.ok, ...response) : neoAnswer(Status.failed))
      })
    },

    drop() {
      active = undefined
    },
  }
}

function tokenType(card: EmulatedCard, mifareFirst: boolean): number {
  if (card.type === 'B') return card.iso14443_4 === false ? TokenType.plainB : TokenType.typeB
  if (card.iso14443_4 === false) return TokenType.mifareClassic
  return mifareFirst ? TokenType.both : TokenType.typeA
}

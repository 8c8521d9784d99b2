import type { Clock } from '#src/time/clock.ts'
import type { CardType } from '../pn532/target.ts'
import type { EmulatedCard } from './emulated-card.ts'
import { type Field, uidOf } from './field.ts'
import type { Done, Stop } from './pn532-target.ts'

export interface SearchParts {
  readonly field: Field
  readonly clock: Clock
  readonly type: CardType
  /** How many cards to list: the chip can hold two. */
  readonly most: number
  /** Milliseconds until the chip gives up; undefined: never. */
  readonly giveUpMs: number | undefined
  readonly found: (cards: readonly EmulatedCard[]) => void
}

/**
 * InListPassiveTarget: waits for cards of one type (NXP UM0701-02, section 7.3.5). As soon as there
 * is one, it lists what lies there now, and waits for no second.
 */
export function searchCards(parts: SearchParts, done: Done): Stop {
  const { field, clock, type, giveUpMs, found } = parts
  let stopTimer = () => {}
  let stopWatching = () => {}
  const stop = () => {
    stopTimer()
    stopWatching()
  }
  const look = (): boolean => {
    const cards = cardsOfType(field, type).slice(0, parts.most)
    if (cards.length === 0) return false
    stop()
    for (const card of cards) card.activate?.()
    found(cards)
    const targets = cards.flatMap((card, i) => [i + 1, ...(type === 'A' ? typeA(card) : TYPE_B_CARD)])
    done([cards.length, ...targets])
    return true
  }
  if (look()) return stop
  stopWatching = field.onChange(look)
  if (giveUpMs !== undefined)
    stopTimer = clock.after(giveUpMs, () => {
      stop()
      done([0x00])
    })
  return stop
}

/** Type B without ISO 14443-4 refuses the ATTRIB that the chip sends by itself, and is not listed. */
const cardsOfType = (field: Field, type: CardType): readonly EmulatedCard[] =>
  field.cards.filter((card) => (card.type ?? 'A') === type && (type === 'A' || card.iso14443_4 !== false))

/** SENS_RES, SEL_RES and UID; then, from a card that speaks ISO 14443-4, an ATS. */
function typeA(card: EmulatedCard): readonly number[] {
  const uid = uidOf(card)
  // MIFARE Classic 1K, as NXP AN10833 lists it.
  if (card.iso14443_4 === false) return [0x00, 0x04, 0x08, uid.length, ...uid]
  return [0x00, 0x04, 0x60, uid.length, ...uid, 0x05, 0x75, 0x80, 0x70, 0x02]
}

/** ATQB (12 bytes) and an ATTRIB_RES of one byte. */
const TYPE_B_CARD = [0x50, 0x11, 0x22, 0x33, 0x44, 0x00, 0x00, 0x00, 0x00, 0x00, 0x71, 0x71, 0x01, 0x00]

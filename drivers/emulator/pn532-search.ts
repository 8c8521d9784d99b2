import type { Clock } from '#src/time/clock.ts'
import type { CardType } from '../pn532/target.ts'
import type { EmulatedCard } from './emulated-card.ts'
import type { Field } from './pn532-field.ts'
import type { Done, Stop } from './pn532-target.ts'

export interface SearchParts {
  readonly field: Field
  readonly clock: Clock
  readonly type: CardType
  /** Milliseconds until the chip gives up; undefined: never. */
  readonly giveUpMs: number | undefined
  readonly found: (card: EmulatedCard) => void
}

/** InListPassiveTarget: waits for a card of one type (NXP UM0701-02, section 7.3.5). */
export function searchCard({ field, clock, type, giveUpMs, found }: SearchParts, done: Done): Stop {
  let stopTimer = () => {}
  let stopWatching = () => {}
  const stop = () => {
    stopTimer()
    stopWatching()
  }
  const look = (): boolean => {
    const { card } = field
    if (!card || (card.type ?? 'A') !== type) return false
    stop()
    card.activate?.()
    found(card)
    done([0x01, 0x01, ...(type === 'A' ? TYPE_A_CARD : TYPE_B_CARD)])
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

/** SENS_RES, SEL_RES (ISO 14443-4), a random id as phones and some cards give, and an ATS. */
const TYPE_A_CARD = [0x00, 0x04, 0x60, 0x04, 0x08, 0x23, 0x5a, 0x4d, 0x05, 0x75, 0x80, 0x70, 0x02]

/** ATQB (12 bytes) and an ATTRIB_RES of one byte. */
const TYPE_B_CARD = [0x50, 0x11, 0x22, 0x33, 0x44, 0x00, 0x00, 0x00, 0x00, 0x00, 0x71, 0x71, 0x01, 0x00]

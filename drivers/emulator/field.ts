import type { Clock } from '#src/time/clock.ts'
import type { EmulatedCard } from './emulated-card.ts'

/** The space in front of the antenna, and the cards that lie in it. */
export interface Field {
  readonly cards: readonly EmulatedCard[]
  /** Lays a card there, in place of all others. */
  place(card: EmulatedCard): void
  /** Lays one more card beside those that lie there. */
  add(card: EmulatedCard): void
  /** Takes all cards away. */
  remove(): void
  /** Tells when a card comes or goes. Returns the function that stops listening. */
  onChange(listener: () => void): () => void
}

export function createField(): Field {
  const listeners = new Set<() => void>()
  let cards: readonly EmulatedCard[] = []
  const change = (next: readonly EmulatedCard[]) => {
    cards = next
    for (const listener of [...listeners]) listener()
  }
  return {
    get cards() {
      return cards
    },
    place: (card) => change([card]),
    add: (card) => change([...cards, card]),
    remove: () => change([]),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What a card says of itself when it has nothing of its own: a random number, as phones give (ISO/IEC 14443-3, 6.5.4). */
const RANDOM_UID = Uint8Array.of(0x08, 0x23, 0x5a, 0x4d)

export const uidOf = (card: EmulatedCard): Uint8Array => card.uid ?? RANDOM_UID

/** Milliseconds a card takes for one command. */
export type CardMs = (apdu: Uint8Array) => number

/** Lets a card work on an APDU; no answer if it is pulled out of the field meanwhile. Returns what stops it. */
export function askCard(
  { field, clock, cardMs }: { readonly field: Field; readonly clock: Clock; readonly cardMs: CardMs },
  card: EmulatedCard,
  apdu: Uint8Array,
  answered: (answer: Uint8Array | undefined) => void,
): () => void {
  const ms = cardMs(apdu)
  if (ms <= 0) {
    answered(card.answer(apdu))
    return () => {}
  }
  const stop = () => {
    stopTimer()
    stopWatching()
  }
  const stopTimer = clock.after(ms, () => {
    stop()
    answered(card.answer(apdu))
  })
  const stopWatching = field.onChange(() => {
    if (field.cards.includes(card)) return
    stop()
    answered(undefined)
  })
  return stop
}

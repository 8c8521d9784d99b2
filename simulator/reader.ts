import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { CardName, SimulatedCard } from './cards.ts'
import type { WorldEvents } from './events.ts'
import type { SerialCable } from './serial-cable.ts'

/** The card reader on the counter, and the hand that lays cards on it. */
export interface SimulatedReader {
  readonly cardOnReader: CardName | undefined
  tap(name: CardName): void
  remove(): void
  /** How long a card works on its signature; a real one takes about 400 ms. */
  setSigningMs(ms: number): void
}

export interface ReaderParts {
  readonly cable: SerialCable
  readonly cards: ReadonlyMap<CardName, SimulatedCard>
  readonly events: WorldEvents
  readonly signingMs: number
}

/** Instruction of the Cash applet that signs. */
const INS_SIGN = 0xc0

export function plugInReader({ cable, cards, events, signingMs }: ReaderParts): SimulatedReader {
  let lying: CardName | undefined
  let signing = signingMs
  const watched = new Map([...cards.values()].map(({ name, card }) => [name, watch(name, card, events)]))
  const chip = emulatePn532(cable.link, {
    clock: systemClock,
    cardMs(apdu) {
      if (apdu[1] !== INS_SIGN) return 0
      const card = lying
      // After the chip has started its timer: who pulls the card out on this event is then really in time.
      if (card) queueMicrotask(() => events.emit({ kind: 'signing', card }))
      return signing
    },
  })
  return {
    get cardOnReader() {
      return lying
    },
    tap(name) {
      const card = watched.get(name)
      if (!card) throw new Error(`there is no card "${name}"`)
      lying = name
      chip.place(card)
      events.emit({ kind: 'card-placed', card: name })
    },
    remove() {
      if (lying === undefined) return
      lying = undefined
      chip.remove()
      events.emit({ kind: 'card-removed' })
    },
    setSigningMs(ms) {
      signing = ms
    },
  }
}

/** The same card, which also tells when it has signed. */
const watch = (name: CardName, card: EmulatedCard, events: WorldEvents): EmulatedCard => ({
  ...card,
  answer(apdu) {
    const answer = card.answer(apdu)
    if (apdu[1] === INS_SIGN) events.emit({ kind: 'signed', card: name })
    return answer
  },
})

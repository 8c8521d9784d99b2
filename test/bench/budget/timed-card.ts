import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import type { Note } from './line.ts'

/** Milliseconds that a card works on a command: on one that carries a digest to sign, and on any other. */
export interface CardTimes {
  readonly sign: number
  readonly other: number
}

/** 106 kbit/s, with the parity bit behind each byte. */
const AIR_BYTE_MS = 0.085
/** Block header and CRC around each APDU (ISO/IEC 14443-4), and the pause before a card may answer. */
const AIR_FRAME_BYTES = 3
const FRAME_DELAY_MS = 0.1

const airMs = (apdu: Uint8Array): number => (apdu.length + AIR_FRAME_BYTES) * AIR_BYTE_MS + FRAME_DELAY_MS

/** No command of our cards but that to sign is longer than a digest. */
const DIGEST_LENGTH = 32

export interface TimedCard {
  readonly card: EmulatedCard
  /** For the reader's emulator, called when a command has reached the card. */
  readonly cardMs: (apdu: Uint8Array) => number
}

/**
 * A card that takes its time. The emulation's own work is done inside this time, as a real card's
 * is, so that it is not taken for the driver's. Should it take longer, the card has taken longer.
 */
export function createTimedCard(card: EmulatedCard, times: CardTimes, note: Note): TimedCard {
  let prepared: { readonly apdu: Uint8Array; readonly answer: Uint8Array } | undefined
  return {
    card: {
      ...card,
      answer: (apdu) => (prepared?.apdu === apdu ? prepared.answer : card.answer(apdu)),
    },
    cardMs(apdu) {
      const from = performance.now()
      const answer = card.answer(apdu)
      prepared = { apdu, answer }
      const work = apdu.length > DIGEST_LENGTH ? times.sign : times.other
      const now = performance.now()
      const to = Math.max(now, from + airMs(apdu) + work + airMs(answer))
      note({ kind: 'card', from, to })
      return to - now
    },
  }
}

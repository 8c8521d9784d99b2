import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import type { CardInField } from '#src/device/reader.ts'
import { fail, ok } from '#src/result.ts'

/** A card without a reader between, and the commands it heard. */
export interface HeardField extends CardInField {
  readonly heard: Uint8Array[]
}

export function inField(card: EmulatedCard): HeardField {
  const heard: Uint8Array[] = []
  return {
    heard,
    uid: card.uid,
    async transmit(apdu) {
      heard.push(apdu)
      return ok(card.answer(apdu))
    },
    async release() {},
  }
}

/** The same card, gone before its `nth` command, counted from 1. */
export function leavingBefore(nth: number, card: EmulatedCard): HeardField {
  const field = inField(card)
  return {
    ...field,
    transmit: async (apdu) => (field.heard.length + 1 < nth ? field.transmit(apdu) : fail('CARD_LEFT_EARLY')),
  }
}

/** A card whose answers somebody has got at. */
export const twisted = (
  card: EmulatedCard,
  twist: (apdu: Uint8Array, answer: Uint8Array) => Uint8Array,
): EmulatedCard => ({ ...card, answer: (apdu) => twist(apdu, card.answer(apdu)) })

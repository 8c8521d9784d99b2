import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateHalo } from '#drivers/emulator/halo.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { addressOf } from '#src/payment/address.ts'
import { type CardKind, TEST_KEY } from './options.ts'
import type { Console } from './running.ts'

/** Identifiers of the lengths that real ones have: NXP's chips begin with 04. */
const UIDS: { readonly [kind in CardKind]: Uint8Array } = {
  keycard: Uint8Array.of(0x04, 0x54, 0x41, 0x50, 0x53, 0x59, 0x01),
  halo: Uint8Array.of(0x04, 0x54, 0x41, 0x50, 0x53, 0x59, 0x02),
}

/** The second slot of a HaLo tag signs only what the tag itself makes up. */
const SECOND_HALO_KEY = Uint8Array.of(...new Uint8Array(31), 2)

/** A card that prints each command and its answer. `key`: 64 hex digits; `data`: those of what a keycard stores. */
export function virtualCard(kind: CardKind, key: string, { say }: Console, data = ''): EmulatedCard {
  const card = cardOf(kind, hexToBytes(key), hexToBytes(data))
  return {
    ...card,
    uid: UIDS[kind],
    answer(apdu) {
      const answer = card.answer(apdu)
      say(exchangeLine(apdu, answer))
      return answer
    },
  }
}

const cardOf = (kind: CardKind, privateKey: Uint8Array, publicData: Uint8Array): EmulatedCard =>
  kind === 'keycard'
    ? emulateKeycardCash({ privateKey, publicData })
    : emulateHalo({ keys: [privateKey, SECOND_HALO_KEY] })

/** What the card is, and whose money it may hold. */
export function describeCard(kind: CardKind, key: string): string {
  const name = kind === 'keycard' ? 'Keycard Cash' : 'HaLo tag'
  const address = addressOf(secp256k1.getPublicKey(hexToBytes(key), false))
  const whose = key === TEST_KEY ? 'TEST KEY 1, which everybody knows' : 'key as given'
  return `${name} ${address} (${whose}: for test money only)`
}

export const exchangeLine = (apdu: Uint8Array, answer: Uint8Array): string =>
  `APDU ${hex(apdu)} -> ${hex(answer)}`

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

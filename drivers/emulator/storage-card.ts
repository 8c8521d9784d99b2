import { type EmulatedCard, response, selectedName } from './emulated-card.ts'

const UID = Uint8Array.of(0x04, 0x6a, 0x2c, 0x8a, 0x91, 0x5c, 0x80)

/** NXP, type, subtype, version, storage and protocol: of the chip, then of its program. */
const HARDWARE = [0x04, 0x01, 0x01, 0x01, 0x00, 0x18, 0x05]
const SOFTWARE = [0x04, 0x01, 0x01, 0x01, 0x04, 0x18, 0x05]
const PRODUCTION = [0xba, 0x54, 0x1e, 0x70, 0x60, 0x12, 0x19]

/** A transit card: MIFARE DESFire EV1 with the commands of its own kind, each in an APDU (CLA 90). */
export function emulateTransitCard(): EmulatedCard {
  let partsLeft: number[][] = []
  const nextPart = (): Uint8Array => {
    const part = partsLeft.shift()
    // 911C: illegal command, when nothing more is due.
    return part ? response(partsLeft.length > 0 ? 0x91af : 0x9100, ...part) : response(0x911c)
  }
  return {
    uid: UID,
    activate() {
      partsLeft = []
    },
    answer(apdu) {
      if (selectedName(apdu)) return response(0x6a82)
      const [cla, instruction] = apdu
      if (cla !== 0x90) return response(0x6e00)
      if (instruction === 0x60) partsLeft = [HARDWARE, SOFTWARE, [...UID, ...PRODUCTION]]
      else if (instruction !== 0xaf) partsLeft = []
      return nextPart()
    },
  }
}

/** A plain memory card, MIFARE Classic: it takes no APDUs, and no reader should send it one. */
export const emulateMemoryCard = (): EmulatedCard => ({
  uid: Uint8Array.of(0x9a, 0x3c, 0x51, 0x22),
  iso14443_4: false,
  answer: () => new Uint8Array(),
})

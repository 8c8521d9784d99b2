import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'

/** The application of passports and identity cards (ICAO Doc 9303, part 10, section 3.6). */
const PASSPORT = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01)

/** A card that is somebody else's: it knows its own application, and not ours. */
export const emulateForeignCard = (aid: Uint8Array = PASSPORT): EmulatedCard => ({
  answer(apdu) {
    const name = selectedName(apdu)
    if (!name) return response(0x6d00)
    if (!sameBytes(name, aid)) return response(0x6a82)
    return response(0x9000, 0x6f, aid.length + 2, 0x84, aid.length, ...aid)
  },
})

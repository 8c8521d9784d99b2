import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'

/** The contactless directory of bank cards, "2PAY.SYS.DDF01" (EMV Contactless, Book B, section 3.3). */
const BANK_DIRECTORY = new TextEncoder().encode('2PAY.SYS.DDF01')

/** A card that is somebody else's: it knows its own application, and not ours. */
export const emulateForeignCard = (aid: Uint8Array = BANK_DIRECTORY): EmulatedCard => ({
  answer(apdu) {
    const name = selectedName(apdu)
    if (!name) return response(0x6d00)
    if (!sameBytes(name, aid)) return response(0x6a82)
    return response(0x9000, 0x6f, aid.length + 2, 0x84, aid.length, ...aid)
  },
})

import type { EmulatedCard } from './emulated-card.ts'

/** Registered identifier of the PC/SC workgroup (PC/SC part 3, section 3.1.3.2.3.2). */
const PCSC_RID = [0xa0, 0x00, 0x00, 0x03, 0x06]
/** Standard "ISO 14443 A, part 3" and card name "MIFARE Classic 1K" (PC/SC part 3, supplement, tables 2 and 3). */
const CLASSIC_1K = [0x03, 0x00, 0x01]

/** The answer to reset that a contactless reader makes up for a card (PC/SC part 3, section 3.1.3.2.3). */
export function atrOf(card: EmulatedCard): Uint8Array {
  if (card.iso14443_4 === false)
    return atrWith([0x80, 0x4f, 0x0c, ...PCSC_RID, ...CLASSIC_1K, 0x00, 0x00, 0x00, 0x00])
  // Type A: the historical bytes of its ATS, which our cards have none of. Type B: application data
  // and protocol info of its ATQB, then the buffer length index.
  return atrWith(card.type === 'B' ? TYPE_B : [])
}

/** No application, 106 kbit/s, frames of 256 bytes, ISO 14443-4, longest waiting time of 300 ms. */
const TYPE_B = [0x00, 0x00, 0x00, 0x00, 0x00, 0x81, 0xa1, 0x00]

/** Initial character, historical bytes announced, T=0 and T=1 named, then the check byte over all but the first. */
function atrWith(historical: readonly number[]): Uint8Array {
  const checked = [0x80 | historical.length, 0x80, 0x01, ...historical]
  return Uint8Array.of(
    0x3b,
    ...checked,
    checked.reduce((sum, byte) => sum ^ byte, 0),
  )
}

/**
 * What the answer to reset of a contactless card says. No card sent it: the reader made it up from
 * what it learnt at anticollision (PC/SC part 3, section 3.1.3.2.3).
 */

/** Category "compact TLV", application identifier, twelve bytes, and the PC/SC workgroup's own name. */
const STORAGE_CARD = [0x80, 0x4f, 0x0c, 0xa0, 0x00, 0x00, 0x03, 0x06]

/** A store of data that takes no APDUs, such as MIFARE Classic or Ultralight (section 3.1.3.2.3.2). */
export function isStorageCard(atr: Uint8Array): boolean {
  const historical = historicalBytes(atr)
  return STORAGE_CARD.every((byte, i) => historical[i] === byte)
}

/** Interface bytes that follow a T0 or TDi: one for each of its four upper bits, TDi being the last. */
const TD_FOLLOWS = 0x80

/** The bytes behind the interface bytes, as many as T0 announces (ISO/IEC 7816-3, section 8.2). */
export function historicalBytes(atr: Uint8Array): Uint8Array {
  const count = (atr[1] ?? 0) & 0x0f
  let at = 1
  // An ATR has 33 bytes at most, so a chain of TDi that never ends runs out of bytes.
  for (let td = atr[at]; td !== undefined; td = td & TD_FOLLOWS ? atr[at] : undefined)
    at += interfaceBytes(td)
  return atr.subarray(at + 1, at + 1 + count)
}

/** How many interface bytes an indicator announces. */
const interfaceBytes = (indicator: number): number =>
  [0x10, 0x20, 0x40, 0x80].filter((bit) => indicator & bit).length

/**
 * APDUs over the protocol T=0 of cards with contacts, which carries data one way at a time
 * (ISO/IEC 7816-3, section 12.2.1). Contactless cards and T=1 take them as they are.
 */

/** A command with data and an expected length loses the latter: the answer's length is asked for later. */
export function commandOverT0(apdu: Uint8Array): Uint8Array {
  const [, , , , dataLength] = apdu
  const isCase4 = dataLength !== undefined && dataLength > 0 && apdu.length === 5 + dataLength + 1
  return isCase4 ? apdu.slice(0, -1) : apdu
}

const MORE_BYTES = 0x61
const WRONG_LENGTH = 0x6c

/**
 * What has to be sent next for the rest of an answer: GET RESPONSE after 61xx, the same command with
 * the right length after 6Cxx; undefined when the answer is whole.
 */
export function nextOverT0(sent: Uint8Array, answer: Uint8Array): Uint8Array | undefined {
  const [sw1, sw2] = answer.slice(-2)
  if (sw1 === undefined || sw2 === undefined) return undefined
  if (sw1 === MORE_BYTES) return Uint8Array.of(0x00, 0xc0, 0x00, 0x00, sw2)
  if (sw1 === WRONG_LENGTH && isWithoutData(sent)) return Uint8Array.of(...sent.slice(0, 4), sw2)
  return undefined
}

/** A header, with or without an expected length. */
const isWithoutData = (apdu: Uint8Array): boolean => apdu.length === 4 || apdu.length === 5

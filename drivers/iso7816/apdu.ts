/** A card's answer, taken apart (ISO/IEC 7816-4, section 5.1). */
export interface ResponseApdu {
  readonly data: Uint8Array
  readonly status: number
}

export const OK = 0x9000

/** SELECT by name (section 7.1.1). Le 00: the card answers with as much as it has to say. */
export const selectByName = (name: Uint8Array): Uint8Array =>
  Uint8Array.of(0x00, 0xa4, 0x04, 0x00, name.length, ...name, 0x00)

/**
 * Undefined when there is no status word: too short, or the end is none (they all start with 6 or
 * 9), as when an answer is cut off.
 */
export function readResponse(apdu: Uint8Array): ResponseApdu | undefined {
  const [high, low] = apdu.subarray(-2)
  if (high === undefined || low === undefined) return undefined
  if (high >> 4 !== 0x6 && high >> 4 !== 0x9) return undefined
  return { data: apdu.subarray(0, -2), status: (high << 8) | low }
}

export const statusText = (status: number): string => `SW ${status.toString(16).padStart(4, '0')}`

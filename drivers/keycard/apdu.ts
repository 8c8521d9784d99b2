/** A card's answer, taken apart (ISO/IEC 7816-4, section 5.1). */
export interface ResponseApdu {
  readonly data: Uint8Array
  readonly status: number
}

export const OK = 0x9000
export const FILE_NOT_FOUND = 0x6a82

/** Undefined when there is not even a status word. */
export function readResponse(apdu: Uint8Array): ResponseApdu | undefined {
  const [high, low] = apdu.subarray(-2)
  if (high === undefined || low === undefined) return undefined
  return { data: apdu.subarray(0, -2), status: (high << 8) | low }
}

export const statusText = (status: number): string => `SW ${status.toString(16).padStart(4, '0')}`

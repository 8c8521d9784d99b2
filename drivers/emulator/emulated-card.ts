/** A card as an emulated reader sees it: it is powered by the field, then answers APDUs. */
export interface EmulatedCard {
  /** The radio it speaks. Default: A. */
  readonly type?: 'A' | 'B'
  /** What it says of itself at anticollision: 4, 7 or 10 bytes (ISO/IEC 14443-3). Default: the reader's own choice. */
  readonly uid?: Uint8Array
  /** Whether it takes APDUs at all. False for plain memory, such as MIFARE Classic. Default: true. */
  readonly iso14443_4?: boolean
  /** The field came up: whatever was selected before is forgotten. */
  activate?(): void
  answer(apdu: Uint8Array): Uint8Array
}

/** The name that a SELECT by name asks for; undefined for any other command (ISO/IEC 7816-4, 7.1.1). */
export function selectedName(apdu: Uint8Array): Uint8Array | undefined {
  const [, instruction, p1, , length] = apdu
  if (instruction !== 0xa4 || p1 !== 0x04 || length === undefined) return undefined
  return apdu.subarray(5, 5 + length)
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** A response APDU: data, then the status word. */
export const response = (status: number, ...data: readonly number[]): Uint8Array =>
  Uint8Array.of(...data, status >> 8, status & 0xff)

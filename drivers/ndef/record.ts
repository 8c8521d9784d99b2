/** Where a record of an NDEF message has what (NFC Forum, NDEF 1.0, section 3.2). */
export interface NdefHeader {
  /** Type name format, 0 to 7. */
  readonly format: number
  readonly type: string
  /** From the record's first byte. */
  readonly payloadAt: number
  readonly payloadLength: number
  /** A piece of a payload whose other pieces are records of their own. */
  readonly isChunk: boolean
  readonly isLast: boolean
}

/** Type name format of types that anybody may define under a domain of theirs (RTD 1.0, section 3.2). */
export const EXTERNAL = 0x04

const Flag = { last: 0x40, chunk: 0x20, short: 0x10, hasId: 0x08 }
const FORMAT = 0x07

/**
 * Reads the head of the record that begins these bytes, of whose payload nothing need be there yet; undefined
 * where the head itself is cut off:
 *
 *     flags and format, type length 1, payload length 1 or 4, [id length 1], type, [id], payload
 */
export function readNdefHeader(bytes: Uint8Array): NdefHeader | undefined {
  const [flags = 0, typeLength = 0] = bytes
  const isShort = (flags & Flag.short) !== 0
  const lengthEnd = isShort ? 3 : 6
  const hasId = (flags & Flag.hasId) !== 0
  const typeAt = lengthEnd + (hasId ? 1 : 0)
  const payloadAt = typeAt + typeLength + (hasId ? (bytes[lengthEnd] ?? 0) : 0)
  if (bytes.length < typeAt || bytes.length < payloadAt) return undefined
  return {
    format: flags & FORMAT,
    type: String.fromCharCode(...bytes.subarray(typeAt, typeAt + typeLength)),
    payloadAt,
    payloadLength: bytes.subarray(2, lengthEnd).reduce((length, byte) => length * 0x100 + byte, 0),
    isChunk: (flags & Flag.chunk) !== 0,
    isLast: (flags & Flag.last) !== 0,
  }
}

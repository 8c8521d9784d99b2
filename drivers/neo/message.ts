/**
 * Messages of ID TECH's NEO readers, byte for byte (NEO 2 Interface Developers Guide, "ViVOtech2"
 * protocol, section 3): header (10), command, sub-command or status, length (2, high byte first),
 * data, CRC (2).
 */

/** "ViVOtech2" and a NUL. */
export const HEADER = Uint8Array.of(0x56, 0x69, 0x56, 0x4f, 0x74, 0x65, 0x63, 0x68, 0x32, 0x00)

/** Bytes in front of the data. */
export const DATA_AT = HEADER.length + 4
const CRC_LENGTH = 2
/** Longest message that goes over USB (section "USB HID"), in bytes. */
export const MAX_MESSAGE = 1500
export const MAX_DATA = MAX_MESSAGE - DATA_AT - CRC_LENGTH

export interface Message {
  readonly command: number
  /** The sub-command of a command, the status of an answer. */
  readonly second: number
  readonly data: Uint8Array
}

/** Which of the two bytes of the CRC comes first. It differs by command: see `crc-order.ts`. */
export type CrcOrder = 'low-first' | 'high-first'

/** Bytes of the message that starts here, by its own length field; undefined when that is not there yet. */
export function messageLength(bytes: Uint8Array): number | undefined {
  const [high, low] = bytes.subarray(DATA_AT - 2, DATA_AT)
  if (high === undefined || low === undefined) return undefined
  return DATA_AT + ((high << 8) | low) + CRC_LENGTH
}

/** Data up to `MAX_DATA` bytes. */
export function encodeMessage({ command, second, data }: Message, order: CrcOrder): Uint8Array {
  const body = Uint8Array.of(...HEADER, command, second, data.length >> 8, data.length & 0xff, ...data)
  return Uint8Array.of(...body, ...crcBytes(body, order))
}

/** CRC-16 with polynomial 1021 and initial value FFFF, nothing reflected ("CCITT-FALSE"). */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return crc
}

/** The CRC of everything from the header to the last byte of data. */
export function crcBytes(body: Uint8Array, order: CrcOrder): readonly [number, number] {
  const crc = crc16(body)
  const high = crc >> 8
  const low = crc & 0xff
  return order === 'high-first' ? [high, low] : [low, high]
}

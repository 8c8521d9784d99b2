/**
 * Frames of the PN532's host link, byte for byte (NXP UM0701-02, section 6.2.1 "Host controller
 * communication protocol"). The same frames go over UART, SPI and I²C.
 */

/** First byte of a frame's body: which way it goes. */
export const TO_CHIP = 0xd4
export const FROM_CHIP = 0xd5
/** The whole body of an error frame. */
export const SYNTAX_ERROR = 0x7f

/** Longest body of a frame, TFI included, in bytes (UM0701-02, 6.2.1.2). */
export const MAX_BODY = 265

/** "I have your frame"; from the host in the middle of a command it means "stop that". */
export const ACK_FRAME = Uint8Array.of(0x00, 0x00, 0xff, 0x00, 0xff, 0x00)
/** From the host: "send your last answer again". */
export const NACK_FRAME = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x00, 0x00)
/** From the chip: "I do not know this command" (UM0701-02, 6.2.1.5). */
export const ERROR_FRAME = Uint8Array.of(0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00)

/** The byte that makes a sum of bytes zero modulo 256. */
export const checksum = (bytes: Uint8Array): number => -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff

/**
 * Wraps a body (TFI, code, parameters; 1 to 265 bytes) in a normal frame, or in an extended one
 * when its length does not fit one byte.
 */
export function encodeFrame(body: Uint8Array): Uint8Array {
  if (body.length > 0xff) return encodeExtendedFrame(body)
  return wrap(Uint8Array.of(body.length, -body.length & 0xff), body)
}

/** The extended form, which is legal for short bodies too (UM0701-02, 6.2.1.2). */
export function encodeExtendedFrame(body: Uint8Array): Uint8Array {
  const length = Uint8Array.of(body.length >> 8, body.length & 0xff)
  return wrap(Uint8Array.of(0xff, 0xff, ...length, checksum(length)), body)
}

const wrap = (length: Uint8Array, body: Uint8Array): Uint8Array =>
  Uint8Array.of(0x00, 0x00, 0xff, ...length, ...body, checksum(body), 0x00)

/**
 * Commands of the PN532 as bodies without their first byte: code and parameters (NXP UM0701-02,
 * section 7 "Commands supported"). The answer's code is the command's plus one.
 */

export const Code = {
  diagnose: 0x00,
  getFirmwareVersion: 0x02,
  getGeneralStatus: 0x04,
  setSerialBaudRate: 0x10,
  setParameters: 0x12,
  samConfiguration: 0x14,
  powerDown: 0x16,
  rfConfiguration: 0x32,
  inDataExchange: 0x40,
  inDeselect: 0x44,
  inListPassiveTarget: 0x4a,
  inRelease: 0x52,
} as const

/**
 * Wakes a chip that sleeps since power-on, right in front of SAMConfiguration: edges for it to wake
 * by, then zeros for as long as its clock needs to start (the bytes of libnfc's pn532_uart driver).
 */
export const WAKE_UP = Uint8Array.of(0x55, 0x55, ...new Uint8Array(14))

/** 7.2.10: normal mode, the SAM is not used. No time-out, no IRQ line. */
export const samConfiguration = (): Uint8Array => Uint8Array.of(Code.samConfiguration, 0x01, 0x00, 0x00)

/** 7.2.1, test 00: the chip sends the parameters back. Touches neither field nor card. */
export const echo = (value: number): Uint8Array => Uint8Array.of(Code.diagnose, 0x00, value)

export const isEcho = (answer: Uint8Array, value: number): boolean =>
  answer.length === 2 && answer[0] === 0x00 && answer[1] === value

/** 7.2.2. */
export const getFirmwareVersion = (): Uint8Array => Uint8Array.of(Code.getFirmwareVersion)

export interface FirmwareVersion {
  /** 32 for the PN532. */
  readonly chip: number
  readonly version: number
  readonly revision: number
  /** Bits: 01 ISO 14443 A, 02 ISO 14443 B, 04 ISO 18092. */
  readonly support: number
}

/** Reads D5 03's parameters: IC, version, revision, support; undefined when it is not those four. */
export function readFirmwareVersion(answer: Uint8Array): FirmwareVersion | undefined {
  const [chip, version, revision, support] = answer
  if (answer.length !== 4) return undefined
  if (chip === undefined || version === undefined || revision === undefined || support === undefined)
    return undefined
  return { chip, version, revision, support }
}

/** 7.2.9 flags: the chip asks ISO 14443-4 cards for their ATS by itself, and answers ATR_REQ. */
const AUTOMATIC_ATR_RES = 0x04
const AUTOMATIC_RATS = 0x10

export const setParameters = (): Uint8Array =>
  Uint8Array.of(Code.setParameters, AUTOMATIC_RATS | AUTOMATIC_ATR_RES)

/** 7.3.1 item 01: the radio field. */
export const rfField = (on: boolean): Uint8Array => Uint8Array.of(Code.rfConfiguration, 0x01, on ? 1 : 0)

/**
 * 7.3.1 item 02, in steps of 100 µs × 2^(n−1): ATR_RES 102.4 ms (0B, as after reset), and 819 ms
 * (0E) for a card's answer: the 51.2 ms after reset are short for a card that signs.
 */
export const rfTimings = (): Uint8Array => Uint8Array.of(Code.rfConfiguration, 0x02, 0x00, 0x0b, 0x0e)

/** 7.3.1 item 04: how often the chip repeats a frame that the air damaged. */
export const rfRetries = (retries: number): Uint8Array => Uint8Array.of(Code.rfConfiguration, 0x04, retries)

/**
 * 7.3.1 item 05: activation is tried `retries` + 1 times before "nothing found"; FF tries for ever.
 * The first two numbers concern peer-to-peer only and stay as after reset.
 */
export const activationRetries = (retries: number): Uint8Array =>
  Uint8Array.of(Code.rfConfiguration, 0x05, 0xff, 0x01, retries)

/** 7.3.11: lets go of all targets. */
export const releaseAll = (): Uint8Array => Uint8Array.of(Code.inRelease, 0x00)

export type BaudRate = 9600 | 19200 | 38400 | 57600 | 115200 | 230400 | 460800 | 921600

const BAUD_CODES: Readonly<Record<BaudRate, number>> = {
  9600: 0,
  19200: 1,
  38400: 2,
  57600: 3,
  115200: 4,
  230400: 5,
  460800: 6,
  921600: 7,
}

/**
 * 7.2.8. The chip answers at the old rate and changes once the host has acknowledged that answer.
 * The driver stays at 115 200: a tap's bytes take 28 ms there, and the card far longer.
 */
export const setSerialBaudRate = (rate: BaudRate): Uint8Array =>
  Uint8Array.of(Code.setSerialBaudRate, BAUD_CODES[rate])

export const baudRateOf = (code: number): BaudRate | undefined =>
  (Object.keys(BAUD_CODES).map(Number) as BaudRate[]).find((rate) => BAUD_CODES[rate] === code)

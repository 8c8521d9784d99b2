import { hexToBytes } from '@noble/hashes/utils.js'
import { SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from './keycard.ts'

const bytes = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(/\s/g, '').toLowerCase())
const HEADER = bytes('56 69 56 4F 74 65 63 68 32 00')
const message = (hex: string): Uint8Array => Uint8Array.of(...HEADER, ...bytes(hex))
const around = (before: string, data: Uint8Array, crc: string): Uint8Array =>
  Uint8Array.of(...message(before), ...data, ...bytes(crc))

/**
 * Commands to a NEO reader. Those marked * are printed in ID TECH's NEO 2 and VP3600 Interface
 * Developers Guides or in other people's drivers; the CRCs of the others were computed with an
 * implementation of CRC-16/CCITT-FALSE that is not this repository's.
 */
export const COMMANDS = {
  ping: message('18 01 00 00 B3 CD'), // *
  getVersion: message('29 00 00 00 DE A0'),
  getConfiguration: message('03 02 00 00 5B 91'), // *
  productType: message('09 01 00 00 A0 A0'), // *
  serialNumber: message('12 01 00 00 18 A5'), // *
  pollOnDemand: message('01 01 00 01 01 D7 34'), // *
  antennaOn: message('28 01 00 01 01 1F 94'),
  antennaOff: message('28 01 00 01 00 3E 84'),
  passThroughOn: message('2C 01 00 01 01 1D 19'), // *
  passThroughOff: message('2C 01 00 01 00 0D 38'), // *
  pollTwoSeconds: message('2C 02 00 02 00 C8 06 6B'), // *
  pollOneSecond: message('2C 02 00 02 01 00 6D 1E'),
  pollHalfSecond: message('2C 02 00 02 00 32 48 3E'),
  exchangeSelect: around('2C 03 00 0F', SELECT, '60 CA'),
  exchangeSign: around('2C 03 00 25', SIGN, 'E9 F2'),
  lightSensor: message('83 50 00 00 CD 7C'), // *
  command6117: message('61 17 00 00 72 8D'), // *
  command2c70: message('2C 70 00 08 30 02 05 80 00 E8 03 80 66 E3'), // *
} as const

/** Answers, marked in the same way. */
export const ANSWERS = {
  ping: message('18 00 00 00 FA 83'), // *
  version: message('29 00 00 09 45 4D 55 20 56 31 2E 30 30 97 C6'),
  serialNumber: message('12 00 00 0F 36 33 30 5A 30 30 30 30 30 31 00 00 00 00 00 94 BC'), // *
  // The guide prints this one with the CRC DC60, which is wrong.
  productType: message('09 00 00 06 DF 60 03 43 36 00 89 33'),
  pollMode: message('01 00 00 00 12 53'), // *
  typeA: message('2C 00 00 05 01 04 A1 B2 C3 6F BC'),
  noCard: message('2C 00 00 01 00 7B 8C'),
  timeOut: message('2C 08 00 00 B5 3A'),
  exchangedSelect: around('2C 00 00 4D', SELECT_ANSWER, 'FD 2D'),
  exchangedSign: around('2C 00 00 8E', SIGN_ANSWER, 'DD 9A'),
  badCrc: message('2C 04 00 00 C0 5B'),
  ok: message('2C 00 00 00 1C 9B'),
  lightSensor: message('83 00 00 02 E1 01 0D 25'), // *
  command6117: message('61 00 00 00 4B 81'), // *
} as const

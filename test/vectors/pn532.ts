import { hexToBytes } from '@noble/hashes/utils.js'
import { SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from './keycard.ts'

const bytes = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(/\s/g, '').toLowerCase())

/**
 * Frames of the PN532. Those marked * are printed in nfcpy (tests/test_clf_pn532.py) or libnfc
 * (libnfc/drivers/pn532_uart.c); the others follow NXP UM0701-02, section 6.2.1, computed by hand.
 */
export const FRAMES = {
  getFirmwareVersion: bytes('00 00 FF 02 FE D4 02 2A 00'), // *
  firmwareVersion: bytes('00 00 FF 06 FA D5 03 32 01 06 07 E8 00'), // *
  samConfiguration: bytes('00 00 FF 05 FB D4 14 01 00 00 17 00'), // *
  samConfigured: bytes('00 00 FF 02 FE D5 15 16 00'), // *
  setParameters: bytes('00 00 FF 03 FD D4 12 14 06 00'),
  parametersSet: bytes('00 00 FF 02 FE D5 13 18 00'),
  activationRetries: bytes('00 00 FF 06 FA D4 32 05 FF 01 02 F3 00'),
  rfConfigured: bytes('00 00 FF 02 FE D5 33 F8 00'),
  rfTimings: bytes('00 00 FF 06 FA D4 32 02 00 0B 0E DF 00'),
  rfRetries: bytes('00 00 FF 04 FC D4 32 04 02 F4 00'),
  rfOff: bytes('00 00 FF 04 FC D4 32 01 00 F9 00'),
  rfOn: bytes('00 00 FF 04 FC D4 32 01 01 F8 00'),
  baud230400: bytes('00 00 FF 03 FD D4 10 05 17 00'),
  baud921600: bytes('00 00 FF 03 FD D4 10 07 15 00'),
  baud115200: bytes('00 00 FF 03 FD D4 10 04 18 00'),
  listA: bytes('00 00 FF 04 FC D4 4A 01 00 E1 00'), // *
  listB: bytes('00 00 FF 05 FB D4 4A 01 03 00 DE 00'),
  listTwoA: bytes('00 00 FF 04 FC D4 4A 02 00 E0 00'),
  listTwoB: bytes('00 00 FF 05 FB D4 4A 02 03 00 DD 00'),
  listedNone: bytes('00 00 FF 03 FD D5 4B 00 E0 00'),
  listedPhone: bytes('00 00 FF 11 EF D5 4B 01 01 00 04 60 04 08 23 5A 4D 05 75 80 70 02 38 00'),
  // Two targets: the phone's, and a MIFARE Classic with UID DE AD BE EF (SEL_RES 08, no ATS).
  listedTwo: bytes(
    '00 00 FF 1A E6 D5 4B 02 01 00 04 60 04 08 23 5A 4D 05 75 80 70 02 02 00 04 08 04 DE AD BE EF ED 00',
  ),
  releaseAll: bytes('00 00 FF 03 FD D4 52 00 DA 00'),
  released: bytes('00 00 FF 03 FD D5 53 00 D8 00'),
  powerDown: bytes('00 00 FF 03 FD D4 16 10 06 00'),
  poweredDown: bytes('00 00 FF 03 FD D5 17 00 14 00'),
  diagnoseEcho: bytes('00 00 FF 05 FB D4 00 00 AA 55 2D 00'),
  extendedGetFirmwareVersion: bytes('00 00 FF FF FF 00 02 FE D4 02 2A 00'), // *
  exchangeSelect: Uint8Array.of(...bytes('00 00 FF 12 EE D4 40 01'), ...SELECT, 0x89, 0x00),
  exchangedSelect: Uint8Array.of(...bytes('00 00 FF 50 B0 D5 41 00'), ...SELECT_ANSWER, 0x13, 0x00),
  exchangeSign: Uint8Array.of(...bytes('00 00 FF 28 D8 D4 40 01'), ...SIGN, 0x1d, 0x00),
  exchangedSign: Uint8Array.of(...bytes('00 00 FF 91 6F D5 41 00'), ...SIGN_ANSWER, 0xd4, 0x00),
  exchangeTimedOut: bytes('00 00 FF 03 FD D5 41 01 E9 00'),
  exchangeReleased: bytes('00 00 FF 03 FD D5 41 29 C1 00'),
} as const

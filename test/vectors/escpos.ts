const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16))

/** KZ-1048 (STRK1048-2002, IANA character set registry): every Kazakh letter that Russian lacks. */
export const KZ1048 = {
  text: 'Қазақстан ӘәҒғҚқҢңӨөҰұҮүҺһІі Привет ёЁ №',
  bytes: hex(
    '8d e0 e7 e0 9d f1 f2 e0 ed 20 a3 bc aa ba 8d 9d bd be a5 b4 a1 a2 af bf 8e 9e b2 b3 20 ' +
      'cf f0 e8 e2 e5 f2 20 b8 a8 20 b9',
  ),
}

/** Epson ESC/POS reference, GS ( k, function 180: 19 bytes of data, so pL is 16 hex. */
export const QR_STORE = {
  data: 'https://e.kz/r/0001',
  bytes: hex('1d 28 6b 16 00 31 50 30 68 74 74 70 73 3a 2f 2f 65 2e 6b 7a 2f 72 2f 30 30 30 31'),
}

/** Epson ESC/POS reference, DLE EOT: answers to n = 1, 2, 3 and 4. */
export const STATUS = {
  idle: [0x12, 0x12, 0x12, 0x12],
  drawerSignalHigh: [0x16, 0x12, 0x12, 0x12],
  coverOpen: [0x1a, 0x16, 0x12, 0x12],
  paperOut: [0x1a, 0x32, 0x12, 0x7e],
  paperOutWithoutNearEndSensor: [0x1a, 0x32, 0x12, 0x72],
  nearEnd: [0x12, 0x12, 0x12, 0x1e],
  cutterStuck: [0x1a, 0x52, 0x1a, 0x12],
} as const

/** Epson ESC/POS reference, GS a: four bytes of automatic status back. */
export const ASB = {
  idle: [0x10, 0x00, 0x00, 0x0f],
  drawerSignalHigh: [0x14, 0x00, 0x00, 0x0f],
  coverOpen: [0x38, 0x00, 0x00, 0x0f],
  paperOut: [0x18, 0x00, 0x0f, 0x0f],
} as const

/** Epson ESC/POS reference, GS ( H, function 48. */
export const PROCESS_ID = {
  id: '0001',
  request: hex('1d 28 48 06 00 30 30 30 30 30 31'),
  answer: hex('37 22 30 30 30 31 00'),
}

/** Epson ESC/POS reference, DLE DC4, function 8. */
export const CLEAR_BUFFERS = {
  request: hex('10 14 08 01 03 14 01 06 02 08'),
  answer: hex('37 25 00'),
}

/** Epson ESC/POS reference, GS I 67 (printer information B): header 5F, the model's name, NUL. */
export const MODEL = {
  request: hex('1d 49 43'),
  answer: hex('5f 54 4d 2d 54 38 38 56 00'),
}

import { hexToBytes } from '@noble/hashes/utils.js'

const bytes = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(/\s/g, '').toLowerCase())
const text = (content: string): number[] => [...content].map((letter) => letter.charCodeAt(0))

/** Sixty digits in a QR code, as the layouts of the Honeywell and Newland manuals have them. */
export const SIXTY = '0123456789'.repeat(6)
export const SIXTY_AIM = [
  Uint8Array.of(...bytes('02 38 5D 51 31'), ...text(SIXTY.slice(0, 56)), ...bytes('73 00 01')),
  Uint8Array.of(...bytes('02 04 5D 51 31'), ...text('6789'), ...new Uint8Array(52), ...bytes('73 00 00')),
]
export const SIXTY_PLAIN = [
  Uint8Array.of(...bytes('02 38'), ...text(SIXTY.slice(0, 56)), ...bytes('00 00 00 00 00 01')),
  Uint8Array.of(...bytes('02 04'), ...text('6789'), ...new Uint8Array(52), ...new Uint8Array(6)),
]

/** Access-IS manual LSR118/ATR110, page 68: the first five and last three bytes of a boarding pass of 60 bytes. */
export const BOARDING_PASS = {
  heads: [bytes('02 38 5D 51 30'), bytes('02 04 5D 51 30')],
  tails: [bytes('73 00 01'), bytes('73 00 00')],
}

/** Newland FM420: the answer to a request for the serial number, padded to its 64 bytes. */
export const NEWLAND_ANSWER = Uint8Array.of(
  ...bytes('02 0E 02 00 00 08'),
  ...text('EL030095'),
  ...bytes('25 51'),
  ...new Uint8Array(48),
)
/** Newland FM420: "good" to a command. */
export const NEWLAND_GOOD = Uint8Array.of(...bytes('02 07 02 00 00 01 00 33 31'), ...new Uint8Array(55))

/**
 * A descriptor as Honeywell's is described: byte count (Generic Desktop 3B), symbology identifiers
 * FB to FD, 56 bytes of decoded data FE, two bytes of the maker's page FF66, one bit FF, seven of
 * padding; then the output report 04.
 */
export const AIM_DESCRIPTOR = bytes(`
  058C 0902 A101
    0912 A102 8502 1500 26FF00 7508
      9501 0501 093B 8102
      9503 058C 09FB 09FC 09FD 8102
      9538 09FE 820201
      9502 0666FF 0904 0905 8102
      058C 7501 9501 09FF 8102
      7507 8103
    C0
    0914 A102 8504 2501 7501 9508 0900 095F 0960 0900 0900 0985 0986 0900 9102 C0
  C0`)

/** The same without identifiers, and with the maker's byte behind four reserved ones. */
export const PLAIN_DESCRIPTOR = bytes(`
  058C 0902 A101
    0912 A102 8502 1500 26FF00 7508
      9501 0501 093B 8102
      9538 058C 09FE 820201
      9505 8103
      7501 9501 09FF 8102
      7507 8103
    C0
  C0`)

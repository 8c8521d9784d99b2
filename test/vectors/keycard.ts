import { hexToBytes } from '@noble/hashes/utils.js'

const bytes = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(/\s/g, '').toLowerCase())

/**
 * Keycard Cash with private key 1 (a test key that everybody knows) over the digest of the example
 * message in EIP-712. The answers were accepted by keycard-sdk 3.1.8, an independent reader.
 */
export const PRIVATE_KEY = bytes(`${'00'.repeat(31)}01`)
export const ADDRESS = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'
export const DIGEST = bytes('be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2')

const KEY = `0479BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798
  483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8`
export const PUBLIC_KEY = bytes(KEY)
export const R = bytes('25EE9AFA55806B99C9709A93AB967E487AD3A7CFDC421612E68CEF7A73735524')
export const S = bytes('6000F332E3F5E9CA5942275745C8B04523E17B57EF576E8362C74458FC62A623')
export const DER_NUMBERS = Uint8Array.of(0x02, 0x20, ...R, 0x02, 0x20, ...S)
export const RECOVERY_ID = 1

export const SELECT = bytes('00A4040009A0000008040001030100')
export const SELECT_ANSWER = bytes(`A449 8041 ${KEY} 0202 0301 8200 9000`)
export const SIGN = Uint8Array.of(0x80, 0xc0, 0x00, 0x00, 0x20, ...DIGEST)
export const SIGN_ANSWER = Uint8Array.of(
  ...bytes(`A08189 8041 ${KEY} 3044`),
  ...DER_NUMBERS,
  ...bytes('9000'),
)
/** The second documented form: r, s and the recovery id behind each other. */
export const COMPACT_SIGN_ANSWER = Uint8Array.of(0x80, 0x41, ...R, ...S, RECOVERY_ID, 0x90, 0x00)

/** The main applet, as a card of 3.1 with a seed answers (status-keycard, `KeycardApplet.selectApplet`). */
export const WALLET_SELECT = bytes('00A4040009A0000008040001010100')
export const WALLET_SELECT_ANSWER = bytes(`A48181
  8F10 17171717171717171717171717171717
  8041 ${KEY}
  0202 0301
  0201 05
  8E20 5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C5C
  8D01 0F
  9000`)

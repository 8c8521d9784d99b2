import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex } from './hex.ts'

/** A 20-byte account in lower case: one spelling, so that two are compared with ===. */
export type Address = Hex

/** The account of an uncompressed public key (65 bytes): last 20 bytes of its keccak-256. */
export const addressOf = (publicKey: Uint8Array): Address =>
  `0x${bytesToHex(keccak_256(publicKey.slice(1)).slice(12))}`

/** The spelling with a checksum in its letters (ERC-55), for paper and screens. */
export function toChecksumAddress(address: Address): string {
  const letters = address.slice(2)
  const hash = bytesToHex(keccak_256(utf8ToBytes(letters)))
  return `0x${[...letters].map((c, i) => (Number.parseInt(hash[i] ?? '0', 16) > 7 ? c.toUpperCase() : c)).join('')}`
}

/** "0x7E5F…5Bdf": enough to compare with the card in one's hand. */
export function shortAddress(address: Address): string {
  const full = toChecksumAddress(address)
  return `${full.slice(0, 6)}…${full.slice(-4)}`
}

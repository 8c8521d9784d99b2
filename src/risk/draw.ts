import { keccak_256 } from '@noble/hashes/sha3.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import type { Address } from '../payment/address.ts'
import type { Hex } from '../payment/hex.ts'

const BYTES = 6

/**
 * The lot of a card for one payment, from 0 to below 1: the first 48 bits of keccak256(nonce ‖ card). Its nonce
 * has the ledger's random id in it, so that nobody knows the lot before; and a card that is tapped again until
 * it is lucky draws the same, as a receipt number is used up only by an accepted payment.
 */
export function drawOf(nonce: Hex, card: Address): number {
  const hash = keccak_256(hexToBytes(nonce.slice(2) + card.slice(2)))
  return hash.slice(0, BYTES).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** (8 * BYTES)
}

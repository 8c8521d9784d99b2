import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Address } from './address.ts'

// EIP-712, "Definition of encodeData": each value is a word of 32 bytes.

/** The hash of a type's text, and of any `string` value. */
export const textHash = (text: string): Uint8Array => keccak_256(utf8ToBytes(text))

/** A `uintN`. */
export const word = (value: bigint | number): Uint8Array =>
  hexToBytes(BigInt(value).toString(16).padStart(64, '0'))

export const addressWord = (address: Address): Uint8Array => word(BigInt(address))

/** hashStruct: `type` is the hash of the struct's text, `words` its values in order. */
export const structHash = (type: Uint8Array, ...words: readonly Uint8Array[]): Uint8Array =>
  keccak_256(concatBytes(type, ...words))

/** The 32 bytes that are signed: keccak(1901 ‖ domain separator ‖ hashStruct). */
export const typedDigest = (domain: Uint8Array, struct: Uint8Array): Uint8Array =>
  keccak_256(concatBytes(Uint8Array.of(0x19, 0x01), domain, struct))

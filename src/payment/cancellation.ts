import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Address } from './address.ts'
import { domainSeparator, type TokenDomain } from './authorization.ts'
import type { Hex } from './hex.ts'

/** A payer's word that an authorization of his must not be used any more (EIP-3009, CancelAuthorization). */
export interface Cancellation {
  readonly authorizer: Address
  readonly nonce: Hex
  /** r ‖ s ‖ v, 65 bytes. */
  readonly signature: Hex
}

const CANCEL_TYPE = keccak_256(utf8ToBytes('CancelAuthorization(address authorizer,bytes32 nonce)'))

/** The 32 bytes that the payer's card signs: keccak(1901 ‖ domainSeparator ‖ hashStruct), EIP-712. */
export function cancellationDigest(
  domain: TokenDomain,
  { authorizer, nonce }: Omit<Cancellation, 'signature'>,
): Uint8Array {
  const address = hexToBytes(authorizer.slice(2).padStart(64, '0'))
  const struct = keccak_256(concatBytes(CANCEL_TYPE, address, hexToBytes(nonce.slice(2))))
  return keccak_256(concatBytes(Uint8Array.of(0x19, 0x01), domainSeparator(domain), struct))
}

import { hexToBytes } from '@noble/hashes/utils.js'
import type { Address } from './address.ts'
import { domainSeparator, type TokenDomain } from './authorization.ts'
import { addressWord, structHash, textHash, typedDigest } from './eip712.ts'
import type { Hex } from './hex.ts'

/** A payer's word that an authorization of his must not be used any more (EIP-3009, CancelAuthorization). */
export interface Cancellation {
  readonly authorizer: Address
  readonly nonce: Hex
  /** r ‖ s ‖ v, 65 bytes. */
  readonly signature: Hex
}

const CANCEL_TYPE = textHash('CancelAuthorization(address authorizer,bytes32 nonce)')

/** The 32 bytes that the payer's card signs: keccak(1901 ‖ domainSeparator ‖ hashStruct), EIP-712. */
export function cancellationDigest(
  domain: TokenDomain,
  { authorizer, nonce }: Omit<Cancellation, 'signature'>,
): Uint8Array {
  const struct = structHash(CANCEL_TYPE, addressWord(authorizer), hexToBytes(nonce.slice(2)))
  return typedDigest(domainSeparator(domain), struct)
}

import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Address } from './address.ts'
import { addressWord, structHash, textHash, typedDigest, word } from './eip712.ts'
import type { Hex } from './hex.ts'

/** The EIP-712 domain of a token contract; `name` and `version` are its own and part of every digest. */
export interface TokenDomain {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: Address
}

/**
 * A transfer that only the payer's key can make and the token performs at most once
 * (EIP-3009, TransferWithAuthorization). Times are Unix seconds: valid strictly between the two.
 */
export interface Authorization {
  readonly from: Address
  readonly to: Address
  readonly value: bigint
  readonly validAfter: number
  readonly validBefore: number
  readonly nonce: Hex
}

const DOMAIN_TYPE = textHash(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
)
const TRANSFER_TYPE = textHash(
  'TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)',
)

/** EIP-712 "Definition of domainSeparator", 32 bytes. */
export const domainSeparator = (domain: TokenDomain): Uint8Array =>
  structHash(
    DOMAIN_TYPE,
    textHash(domain.name),
    textHash(domain.version),
    word(domain.chainId),
    addressWord(domain.verifyingContract),
  )

/** The 32 bytes that the card signs: keccak(1901 ‖ domainSeparator ‖ hashStruct), EIP-712. */
export function authorizationDigest(domain: TokenDomain, authorization: Authorization): Uint8Array {
  const { from, to, value, validAfter, validBefore, nonce } = authorization
  const struct = structHash(
    TRANSFER_TYPE,
    addressWord(from),
    addressWord(to),
    word(value),
    word(validAfter),
    word(validBefore),
    hexToBytes(nonce.slice(2)),
  )
  return typedDigest(domainSeparator(domain), struct)
}

/** What makes a receipt's nonce its own. `ledgerId`: 32 random bytes, new with each new journal. */
export interface NonceSeed {
  readonly domain: TokenDomain
  readonly terminalId: string
  readonly ledgerId: Hex
  readonly receiptNumber: number
}

/**
 * The nonce of a receipt: keccak(domainSeparator ‖ keccak(terminal id) ‖ ledger id ‖ number as
 * uint256). The same receipt always has the same nonce, so the token itself refuses to settle it
 * twice; a wiped terminal has a new ledger id and never meets a used one.
 */
export const receiptNonce = ({ domain, terminalId, ledgerId, receiptNumber }: NonceSeed): Hex =>
  `0x${bytesToHex(
    keccak_256(
      concatBytes(
        domainSeparator(domain),
        textHash(terminalId),
        hexToBytes(ledgerId.slice(2)),
        word(receiptNumber),
      ),
    ),
  )}`

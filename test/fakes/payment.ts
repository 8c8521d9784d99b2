import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { getBytes, TypedDataEncoder } from 'ethers'
import { type Address, addressOf } from '#src/payment/address.ts'
import type { Authorization, TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type AcceptedPayment, receiptText } from '#src/payment/record.ts'

export interface SignedPayment {
  /** The payer's private key. */
  readonly key: Hex
  readonly to: Address
  readonly domain: TokenDomain
  readonly receiptNumber: number
  readonly value?: bigint
  /** Changes what is signed. */
  readonly authorization?: Partial<Authorization>
}

/** The struct of EIP-3009, as ethers takes it. */
export const EIP3009_TYPES = {
  TransferWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
}

/** The digest by ethers: the measure for our own. */
export const digestByEthers = (domain: TokenDomain, authorization: Authorization): Uint8Array =>
  getBytes(TypedDataEncoder.hash({ ...domain }, EIP3009_TYPES, authorization))

export const addressOfKey = (key: Hex): Address =>
  addressOf(secp256k1.getPublicKey(hexToBytes(key.slice(2)), false))

/** r, s and v of a digest; noble gives the lower s. */
export function signDigest(digest: Uint8Array, key: Hex): Hex {
  const signed = secp256k1.sign(digest, hexToBytes(key.slice(2)), { prehash: false, format: 'recovered' })
  const v = 27 + (signed[0] ?? 0)
  return `0x${bytesToHex(signed.slice(1))}${v.toString(16)}`
}

/** A private key for each number, for payers that nobody else uses. */
export const testKey = (n: number): Hex =>
  `0x${(0x7a9500n * 2n ** 200n + BigInt(n)).toString(16).padStart(64, '0')}`

/** A payment as the terminal stores it, really signed: digest by ethers, signature by noble. */
export function signedPayment(options: SignedPayment): AcceptedPayment {
  const { key, to, domain, receiptNumber, value = 1_000_000n } = options
  const authorization: Authorization = {
    from: addressOfKey(key),
    to,
    value,
    validAfter: 0,
    validBefore: 4_000_000_000,
    nonce: `0x${receiptNumber.toString(16).padStart(64, '0')}`,
    ...options.authorization,
  }
  return {
    receipt: receiptText(1, receiptNumber),
    receiptNumber,
    acceptedAt: 1_700_000_000_000 + receiptNumber,
    asset: { symbol: 'USDC', decimals: 6 },
    domain,
    authorization,
    signature: signDigest(digestByEthers(domain, authorization), key),
  }
}

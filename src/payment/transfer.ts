import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Asset } from '../money/asset.ts'
import { type Address, toChecksumAddress } from './address.ts'
import { domainSeparator, type TokenDomain } from './authorization.ts'
import type { Hex } from './hex.ts'

/** What a payer's own ERC-20 transfer moved, and in which transaction. */
export interface TransferSeed {
  readonly domain: TokenDomain
  readonly txHash: Hex
  readonly payer: Address
  readonly value: bigint
}

const word = (hex: Hex): Uint8Array => hexToBytes(hex.slice(2).padStart(64, '0'))
const numberWord = (value: bigint): Uint8Array => word(`0x${value.toString(16)}`)

/**
 * The id of a payment that its payer made on chain: keccak(domainSeparator ‖ transaction ‖ payer ‖
 * value, each as 32 bytes). The same transfer always has the same id, so a journal that has it
 * cannot take it for another sale. A log index is not in it: that changes with the block.
 */
export const transferId = ({ domain, txHash, payer, value }: TransferSeed): Hex =>
  `0x${bytesToHex(keccak_256(concatBytes(domainSeparator(domain), word(txHash), word(payer), numberWord(value))))}`

/** Places that an amount with a tail has: three for the tail, behind a thousandth. */
const TAIL_PLACES = 6
const TAILS = 999n

/** Whether amounts of the asset have room for a tail; without one, two tills would take one transfer for theirs. */
export const hasTail = ({ decimals }: Asset): boolean => decimals >= TAIL_PLACES

/**
 * The amount with a tail of 0.000001 to 0.000999 of the asset, chosen by `seed`: with it a transfer
 * says which sale it is for.
 */
export function withTail(units: bigint, { decimals }: Asset, seed: bigint): bigint {
  const tail = (seed % TAILS) + 1n
  return units + tail * 10n ** BigInt(decimals - TAIL_PLACES)
}

/** What a wallet is asked to send, and to whom. */
export interface TransferRequest {
  readonly chainId: number
  readonly token: Address
  readonly payee: Address
  readonly units: bigint
}

/**
 * EIP-681, "Payment URL" of a token transfer: whole smallest units, for wallets have misread
 * exponents, and checksummed addresses (ERC-55).
 */
export const transferUri = ({ chainId, token, payee, units }: TransferRequest): string =>
  `ethereum:${toChecksumAddress(token)}@${chainId}/transfer?address=${toChecksumAddress(payee)}&uint256=${units}`

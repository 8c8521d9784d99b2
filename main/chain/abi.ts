import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex } from '#src/payment/hex.ts'

const hashOf = (signature: string): Hex => `0x${bytesToHex(keccak_256(utf8ToBytes(signature)))}`
const selectorOf = (signature: string): Hex => `0x${hashOf(signature).slice(2, 10)}`

/** A number as 64 hex digits, without 0x: one slot of the contract ABI. */
export const slot = (value: bigint | number): string => value.toString(16).padStart(64, '0')

/** Bytes as one slot, filled up on the left as addresses are. */
export const leftSlot = (bytes: Hex): string => bytes.slice(2).padStart(64, '0')

/** The functions we call: EIP-3009 and EIP-2612 by their texts, Multicall3 by its source. */
export const DOMAIN_SEPARATOR = selectorOf('DOMAIN_SEPARATOR()')
export const TRANSFER_WITH_AUTHORIZATION = selectorOf(
  'transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)',
)
/** The same with the signature as bytes, which a contract wallet judges (FiatTokenV2_2, ERC-1271). */
export const TRANSFER_WITH_WALLET_AUTHORIZATION = selectorOf(
  'transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)',
)
export const CANCEL_AUTHORIZATION = selectorOf('cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)')
export const BALANCE_OF = selectorOf('balanceOf(address)')
export const AGGREGATE3 = selectorOf('aggregate3((address,bool,bytes)[])')

/** The logs that prove what became of an authorization: EIP-3009 and ERC-20. */
export const AUTHORIZATION_USED = hashOf('AuthorizationUsed(address,bytes32)')
export const AUTHORIZATION_CANCELED = hashOf('AuthorizationCanceled(address,bytes32)')
export const TRANSFER = hashOf('Transfer(address,address,uint256)')

/** Refusals with a type of their own, of tokens that do not speak in sentences (ERC-6093, OpenZeppelin 5). */
export const INSUFFICIENT_BALANCE = selectorOf('ERC20InsufficientBalance(address,uint256,uint256)')
export const ENFORCED_PAUSE = selectorOf('EnforcedPause()')

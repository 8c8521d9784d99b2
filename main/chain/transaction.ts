import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { SigningKey, Transaction } from 'ethers'
import type { GasAccount, SignedTransaction } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Fees } from './fees.ts'
import { rlpBytes, rlpList, rlpNumber } from './rlp.ts'

/** Most gas one transaction may ask for, on any chain since Osaka (EIP-7825). */
export const MOST_GAS = 16_777_216n
/** Longest transaction that geth and erigon take into their pools (`txMaxSize`, 4 × 32 KB). */
export const MOST_BYTES = 131_072

/** Least gas a transaction may ask for by its call data: 21,000, 10 per zero byte, 40 per other (EIP-7623). */
export function floorGas(data: Hex): bigint {
  let gas = 21_000n
  for (let i = 2; i < data.length; i += 2) gas += data[i] === '0' && data[i + 1] === '0' ? 10n : 40n
  return gas
}

export interface BatchCall {
  readonly chainId: number
  readonly to: Address
  readonly data: Hex
  readonly gasLimit: bigint
  readonly fees: Fees
}

/** EIP-2718 type of an EIP-1559 transaction. */
const TYPE = '02'

/** Signs a type 2 transaction (EIP-1559) that moves no ether. Too long or too much gas: BATCH_TOO_LARGE. */
export function signCall(
  call: BatchCall,
  account: GasAccount,
  accountNonce: number,
): Result<Omit<SignedTransaction, 'gasNeeded'>, 'BATCH_TOO_LARGE'> {
  if (call.gasLimit > MOST_GAS) return fail('BATCH_TOO_LARGE', `${call.gasLimit} gas, at most ${MOST_GAS}`)
  const fields = fieldsOf(call, accountNonce)
  const digest: Hex = `0x${bytesToHex(keccak(TYPE + rlpList(fields)))}`
  const { yParity, r, s } = new SigningKey(account.privateKey).sign(digest)
  const signed = [...fields, rlpNumber(yParity), rlpNumber(BigInt(r)), rlpNumber(BigInt(s))]
  const digits = TYPE + rlpList(signed)
  const bytes = digits.length / 2
  if (bytes > MOST_BYTES) return fail('BATCH_TOO_LARGE', `${bytes} bytes, at most ${MOST_BYTES}`)
  return ok({ hash: `0x${bytesToHex(keccak(digits))}`, raw: `0x${digits}` })
}

/** In the order of EIP-1559, up to the empty access list. */
const fieldsOf = ({ chainId, to, data, gasLimit, fees }: BatchCall, accountNonce: number): string[] => [
  rlpNumber(chainId),
  rlpNumber(accountNonce),
  rlpNumber(fees.maxPriorityFeePerGas),
  rlpNumber(fees.maxFeePerGas),
  rlpNumber(gasLimit),
  rlpBytes(to.slice(2)),
  rlpNumber(0),
  rlpBytes(data.slice(2)),
  rlpList([]),
]

const keccak = (digits: string): Uint8Array => keccak_256(hexToBytes(digits))

/** What a signed transaction bid. */
export function feesOf(raw: Hex): Fees {
  const { maxFeePerGas, maxPriorityFeePerGas } = Transaction.from(raw)
  if (maxFeePerGas === null || maxPriorityFeePerGas === null) throw new TypeError('not of type 2')
  return { maxFeePerGas, maxPriorityFeePerGas }
}

import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { SigningKey, Transaction } from 'ethers'
import type { GasAccount, SignedTransaction } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Fees } from './fees.ts'

/** Most gas one transaction may ask for, on any chain since Osaka (EIP-7825). */
export const MOST_GAS = 16_777_216n
/** Longest transaction that geth and erigon take into their pools (`txMaxSize`, 4 × 32 KB). */
export const MOST_BYTES = 131_072

/**
 * A payment costs 49,769 gas in a batch of 100, and 59,300 when it fails for want of funds. The
 * limit is set from above and not by eth_estimateGas: one unit under the need burns the whole batch
 * and pays nobody, and the need changes between the estimate and the block.
 */
const GAS_PER_PAYMENT = 60_000n
const GAS_PER_BATCH = 100_000n

/** Least gas a transaction may ask for by its call data: 21,000, 10 per zero byte, 40 per other (EIP-7623). */
export function floorGas(data: Hex): bigint {
  let gas = 21_000n
  for (let i = 2; i < data.length; i += 2) gas += data[i] === '0' && data[i + 1] === '0' ? 10n : 40n
  return gas
}

export function gasLimitFor(paymentCount: number, data: Hex): bigint {
  const expected = GAS_PER_PAYMENT * BigInt(paymentCount) + GAS_PER_BATCH
  const floor = floorGas(data)
  return expected > floor ? expected : floor
}

export interface BatchCall {
  readonly chainId: number
  readonly to: Address
  readonly data: Hex
  readonly gasLimit: bigint
  readonly fees: Fees
}

/** Signs a type 2 transaction (EIP-1559) that moves no ether. Too long or too much gas: BATCH_TOO_LARGE. */
export function signCall(
  call: BatchCall,
  account: GasAccount,
  accountNonce: number,
): Result<SignedTransaction, 'BATCH_TOO_LARGE'> {
  if (call.gasLimit > MOST_GAS) return fail('BATCH_TOO_LARGE', `${call.gasLimit} gas, at most ${MOST_GAS}`)
  const { fees, ...rest } = call
  const transaction = Transaction.from({ type: 2, nonce: accountNonce, value: 0n, ...fees, ...rest })
  transaction.signature = new SigningKey(account.privateKey).sign(transaction.unsignedHash)
  // ethers encodes anew at each look, and 48 KB take it 15 ms: once is enough.
  const raw = hex(transaction.serialized)
  const bytes = raw.length / 2 - 1
  if (bytes > MOST_BYTES) return fail('BATCH_TOO_LARGE', `${bytes} bytes, at most ${MOST_BYTES}`)
  return ok({ hash: `0x${bytesToHex(keccak_256(hexToBytes(raw.slice(2))))}`, raw })
}

function hex(text: string): Hex {
  if (!isHex(text)) throw new TypeError('ethers gave no bytes for a signed transaction')
  return text
}

import type { BatchItem, RpcFault, SignedTransfer } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import type { Cancellation } from '#src/payment/cancellation.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import {
  AGGREGATE3,
  CANCEL_AUTHORIZATION,
  leftSlot,
  slot,
  TRANSFER_WITH_AUTHORIZATION,
  TRANSFER_WITH_WALLET_AUTHORIZATION,
} from './abi.ts'
import { isWalletSignature } from './gas.ts'

/** What the batch contract says of one payment. */
export interface CallResult {
  readonly success: boolean
  /** What the token gave back: its reason when it refused. */
  readonly returnData: Hex
}

/**
 * Call data of Multicall3 `aggregate3((address target, bool allowFailure, bytes callData)[])`, one
 * transferWithAuthorization for each payment, cancelAuthorization for each cancellation, none able to stop the others. The layout is fixed, so
 * the ABI's offsets are plain sums: a hundred times as fast as a general encoder, and equal to it
 * byte for byte (test/main/chain/batch.test.ts).
 */
export function encodeBatch(token: Address, batch: readonly BatchItem[]): Hex {
  const items = batch.map((item) => encodeItem(token, item))
  let offset = batch.length * 32
  const offsets = items.map((item) => {
    const mine = slot(offset)
    offset += item.length / 2
    return mine
  })
  return `${AGGREGATE3}${slot(32)}${slot(batch.length)}${offsets.join('')}${items.join('')}`
}

/** target, allowFailure, offset and length of the call data, the call data. */
function encodeItem(token: Address, item: BatchItem): string {
  const call = 'authorizer' in item ? cancelCall(item) : paymentCall(item)
  return leftSlot(token) + slot(1) + slot(3 * 32) + slot(call.length / 2) + filled(call)
}

const cancelCall = ({ authorizer, nonce, signature }: Cancellation): string =>
  CANCEL_AUTHORIZATION.slice(2) + leftSlot(authorizer) + nonce.slice(2) + vrs(signature)

const paymentCall = (payment: SignedTransfer): string =>
  isWalletSignature(payment.signature) ? walletCall(payment) : cardCall(payment)

const cardCall = ({ authorization, signature }: SignedTransfer): string =>
  TRANSFER_WITH_AUTHORIZATION.slice(2) + terms(authorization) + vrs(signature)

/** A signature of 65 bytes as three slots, v first. */
const vrs = (signature: Hex): string =>
  signature.slice(130).padStart(64, '0') + signature.slice(2, 66) + signature.slice(66, 130)

function walletCall({ authorization, signature }: SignedTransfer): string {
  const bytes = signature.slice(2)
  const selector = TRANSFER_WITH_WALLET_AUTHORIZATION.slice(2)
  return selector + terms(authorization) + slot(7 * 32) + slot(bytes.length / 2) + filled(bytes)
}

const terms = ({ from, to, value, validAfter, validBefore, nonce }: Authorization): string =>
  leftSlot(from) + leftSlot(to) + slot(value) + slot(validAfter) + slot(validBefore) + nonce.slice(2)

/** Filled up on the right to whole slots. */
const filled = (digits: string): string => digits.padEnd(Math.ceil(digits.length / 64) * 64, '0')

/**
 * Reads what aggregate3 gave back, `(bool success, bytes returnData)[]`; RPC_ANSWER_INVALID when it
 * is not `count` results. An empty answer is what an address without the batch contract gives.
 */
export function decodeResults(data: Hex, count: number): Result<CallResult[], RpcFault> {
  const digits = data.slice(2)
  const list = 2 * numberAt(digits, 0)
  if (numberAt(digits, list) !== count)
    return fail('RPC_ANSWER_INVALID', `not the results of ${count} payments: ${data.slice(0, 100)}`)
  const offsets = list + SLOT
  const results = Array.from({ length: count }, (_, i) =>
    resultAt(digits, offsets + 2 * numberAt(digits, offsets + i * SLOT)),
  ).filter((result) => result !== undefined)
  return results.length === count ? ok(results) : fail('RPC_ANSWER_INVALID', 'results that are not ABI')
}

/** Hex digits of one slot. All positions below are counted in digits. */
const SLOT = 64

function resultAt(digits: string, at: number): CallResult | undefined {
  const success = numberAt(digits, at)
  const bytes = at + 2 * numberAt(digits, at + SLOT)
  const length = 2 * numberAt(digits, bytes)
  const returnData = digits.slice(bytes + SLOT, bytes + SLOT + length)
  const isWhole = (success === 0 || success === 1) && returnData.length === length
  return isWhole ? { success: success === 1, returnData: `0x${returnData}` } : undefined
}

/** NaN outside the data and for whatever does not fit into 32 bits; it spreads to all that is read from there. */
function numberAt(digits: string, at: number): number {
  const slotDigits = Number.isNaN(at) ? '' : digits.slice(at, at + SLOT)
  return /^0{56}[0-9a-f]{8}$/.test(slotDigits) ? Number.parseInt(slotDigits.slice(56), 16) : Number.NaN
}

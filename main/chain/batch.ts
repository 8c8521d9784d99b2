import type { RpcFault } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { AGGREGATE3, leftSlot, slot, TRANSFER_WITH_AUTHORIZATION } from './abi.ts'

/** What the batch contract says of one payment. */
export interface CallResult {
  readonly success: boolean
  /** What the token gave back: its reason when it refused. */
  readonly returnData: Hex
}

/** transferWithAuthorization with v, r, s: a selector and nine slots, filled up to whole slots. */
const CALL_BYTES = 4 + 9 * 32
const CALL_FILL = '0'.repeat((32 - (CALL_BYTES % 32)) * 2)
/** target, allowFailure, offset and length of the call data, the call data. */
const ITEM_BYTES = 4 * 32 + CALL_BYTES + CALL_FILL.length / 2

/**
 * Call data of Multicall3 `aggregate3((address target, bool allowFailure, bytes callData)[])`, one
 * transferWithAuthorization for each payment, none able to stop the others. Every item has the same
 * size, so the ABI's offsets are plain sums: a hundred times as fast as a general encoder, and
 * equal to it byte for byte (test/main/chain/batch.test.ts).
 */
export function encodeBatch(token: Address, payments: readonly AcceptedPayment[]): Hex {
  const offsets = payments.map((_, i) => slot(payments.length * 32 + i * ITEM_BYTES))
  const itemHead = leftSlot(token) + slot(1) + slot(3 * 32) + slot(CALL_BYTES)
  const items = payments.map((payment) => itemHead + encodeCall(payment) + CALL_FILL)
  return `${AGGREGATE3}${slot(32)}${slot(payments.length)}${offsets.join('')}${items.join('')}`
}

function encodeCall({ authorization, signature }: AcceptedPayment): string {
  const { from, to, value, validAfter, validBefore, nonce } = authorization
  return [
    TRANSFER_WITH_AUTHORIZATION.slice(2),
    leftSlot(from),
    leftSlot(to),
    slot(value),
    slot(validAfter),
    slot(validBefore),
    nonce.slice(2),
    signature.slice(130).padStart(64, '0'),
    signature.slice(2, 66),
    signature.slice(66, 130),
  ].join('')
}

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

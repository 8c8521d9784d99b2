import { Interface } from 'ethers'
import type { Verdict } from '#src/chain/port.ts'
import type { Hex } from '#src/payment/hex.ts'
import { ENFORCED_PAUSE, INSUFFICIENT_BALANCE } from './abi.ts'
import type { CallResult } from './batch.ts'

/**
 * The sentences of Circle's FiatTokenV2_2 and the libraries under it, without the contract's name
 * in front: other EIP-3009 tokens say the same under other names.
 */
const SENTENCES: ReadonlyMap<string, Verdict> = new Map([
  ['authorization is used or canceled', 'AUTHORIZATION_SPENT'],
  ['authorization is expired', 'AUTHORIZATION_EXPIRED'],
  ['authorization is not yet valid', 'AUTHORIZATION_NOT_YET_VALID'],
  ['transfer amount exceeds balance', 'PAYER_NO_FUNDS'],
  ['account is blacklisted', 'ACCOUNT_BLOCKED'],
  ['paused', 'TOKEN_PAUSED'],
  ['invalid signature', 'AUTHORIZATION_INVALID'],
  ["invalid signature 's' value", 'AUTHORIZATION_INVALID'],
  ["invalid signature 'v' value", 'AUTHORIZATION_INVALID'],
  ['invalid signature length', 'AUTHORIZATION_INVALID'],
])

const TYPES: ReadonlyMap<string, Verdict> = new Map([
  [INSUFFICIENT_BALANCE, 'PAYER_NO_FUNDS'],
  [ENFORCED_PAUSE, 'TOKEN_PAUSED'],
])

const SENTENCE = Interface.from(['error Error(string reason)'])

/** What a result means to its payment: undefined when it would be paid. */
export function verdictOf({ success, returnData }: CallResult): Verdict | undefined {
  if (success) return undefined
  const sentence = sentenceOf(returnData)
  const verdict =
    sentence === undefined
      ? TYPES.get(returnData.slice(0, 10))
      : SENTENCES.get(sentence.slice(sentence.lastIndexOf(': ') + 1).trimStart())
  return verdict ?? 'PAYMENT_REVERTED'
}

/** The reason of a Solidity `require`; undefined for anything else, however malformed. */
function sentenceOf(returnData: Hex): string | undefined {
  try {
    return SENTENCE.decodeErrorResult('Error', returnData)[0]
  } catch {
    return undefined
  }
}

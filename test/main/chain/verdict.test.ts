import { AbiCoder, id } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { verdictOf } from '#main/chain/verdict.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'
import { hex } from '../../fakes/arbitrary.ts'

const coder = AbiCoder.defaultAbiCoder()

function refusal(signature: string, types: string[], values: unknown[]): Hex {
  const data = id(signature).slice(0, 10) + coder.encode(types, values).slice(2)
  if (!isHex(data)) throw new Error('not hex')
  return data
}
const sentence = (text: string) => refusal('Error(string)', ['string'], [text])
const failed = (returnData: Hex) => verdictOf({ success: false, returnData })

/** As FiatTokenV2_2 and its libraries say them on chain. */
it.each([
  ['FiatTokenV2: authorization is used or canceled', 'AUTHORIZATION_SPENT'],
  ['FiatTokenV2: authorization is expired', 'AUTHORIZATION_EXPIRED'],
  ['FiatTokenV2: authorization is not yet valid', 'AUTHORIZATION_NOT_YET_VALID'],
  ['ERC20: transfer amount exceeds balance', 'PAYER_NO_FUNDS'],
  ['Blacklistable: account is blacklisted', 'ACCOUNT_BLOCKED'],
  ['Pausable: paused', 'TOKEN_PAUSED'],
  ['FiatTokenV2: invalid signature', 'AUTHORIZATION_INVALID'],
  ['ECRecover: invalid signature', 'AUTHORIZATION_INVALID'],
  ["ECRecover: invalid signature 's' value", 'AUTHORIZATION_INVALID'],
  ["ECRecover: invalid signature 'v' value", 'AUTHORIZATION_INVALID'],
  ['ECRecover: invalid signature length', 'AUTHORIZATION_INVALID'],
  ['ERC20: transfer to the zero address', 'PAYMENT_REVERTED'],
  ['Cannot call fallback function from the proxy admin', 'PAYMENT_REVERTED'],
  ['', 'PAYMENT_REVERTED'],
])('reads "%s" as %s', (text, verdict) => {
  expect(failed(sentence(text))).toBe(verdict)
})

it('knows the same sentence under the name of another token', () => {
  expect(failed(sentence('EIP3009: authorization is expired'))).toBe('AUTHORIZATION_EXPIRED')
})

it('knows the typed refusals of newer tokens', () => {
  const balance = refusal(
    'ERC20InsufficientBalance(address,uint256,uint256)',
    ['address', 'uint256', 'uint256'],
    [`0x${'11'.repeat(20)}`, 1n, 2n],
  )
  expect(failed(balance)).toBe('PAYER_NO_FUNDS')
  expect(failed(refusal('EnforcedPause()', [], []))).toBe('TOKEN_PAUSED')
})

it.each([
  ['nothing, as when gas ran out', '0x'],
  ['a typed refusal that nobody told us of', '0xdeadbeef'],
  ['a sentence cut short', '0x08c379a0'],
] as const)('takes %s for a payment that reverted', (_, data) => {
  expect(failed(data)).toBe('PAYMENT_REVERTED')
})

it('has no verdict on a success, and always one on a failure', () => {
  fc.assert(
    fc.property(hex(), (returnData) => {
      expect(verdictOf({ success: true, returnData })).toBeUndefined()
      expect(failed(returnData)).toBeTypeOf('string')
    }),
  )
})

import { Interface } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeResults, encodeBatch } from '#main/chain/batch.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { acceptedPayment, TOKEN } from '../../fakes/accepted.ts'
import { hex } from '../../fakes/arbitrary.ts'

const CONTRACTS = Interface.from([
  'function transferWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, uint8 v, bytes32 r, bytes32 s)',
  'function transferWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, bytes signature)',
  'function aggregate3((address target, bool allowFailure, bytes callData)[]) payable returns ((bool success, bytes returnData)[])',
])

const TERMS = 'address,address,uint256,uint256,uint256,bytes32'
const BY_CARD = `transferWithAuthorization(${TERMS},uint8,bytes32,bytes32)`
const BY_WALLET = `transferWithAuthorization(${TERMS},bytes)`

function encodeByEthers(payments: readonly AcceptedPayment[]): string {
  const calls = payments.map(({ authorization: a, signature }) => {
    const terms = [a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce]
    const isCard = signature.length === 132
    const [r, s, v] = [signature.slice(0, 66), `0x${signature.slice(66, 130)}`, `0x${signature.slice(130)}`]
    const data = isCard
      ? CONTRACTS.encodeFunctionData(BY_CARD, [...terms, v, r, s])
      : CONTRACTS.encodeFunctionData(BY_WALLET, [...terms, signature])
    return [TOKEN, true, data]
  })
  return CONTRACTS.encodeFunctionData('aggregate3', [calls])
}

const payments = fc.record({
  from: hex(20),
  to: hex(20),
  value: fc.bigInt(0n, 2n ** 256n - 1n),
  validAfter: fc.nat(),
  validBefore: fc.maxSafeNat(),
  nonce: hex(32),
  // A card's, or whatever a contract wallet takes for one.
  signature: fc.oneof(
    hex(65),
    hex().filter((bytes) => bytes.length > 2),
  ),
})

describe('encodeBatch', () => {
  it('equals the general encoder of ethers byte for byte', () => {
    fc.assert(
      fc.property(fc.array(payments, { maxLength: 12 }), (drawn) => {
        const batch = drawn.map(({ signature, ...change }, i) => ({
          ...acceptedPayment(i + 1, change),
          signature,
        }))
        expect(encodeBatch(TOKEN, batch)).toBe(encodeByEthers(batch))
      }),
      { numRuns: 40 },
    )
  })
})

describe('decodeResults', () => {
  it('reads what ethers writes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), hex()), { maxLength: 12 }), (drawn) => {
        const data = CONTRACTS.encodeFunctionResult('aggregate3', [drawn]).toLowerCase()
        expect(decodeResults(`0x${data.slice(2)}`, drawn.length)).toEqual({
          ok: true,
          value: drawn.map(([success, returnData]) => ({ success, returnData })),
        })
      }),
      { numRuns: 40 },
    )
  })

  it('refuses an empty answer, which is what an address without code gives', () => {
    expect(decodeResults('0x', 1)).toMatchObject({ ok: false, error: { code: 'RPC_ANSWER_INVALID' } })
  })

  it('refuses fewer results than payments', () => {
    const data = CONTRACTS.encodeFunctionResult('aggregate3', [[[true, '0x']]])
    expect(decodeResults(`0x${data.slice(2)}`, 2)).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
  })

  it('takes any bytes without an exception', () => {
    fc.assert(
      fc.property(hex(), fc.nat(5), (data, count) => {
        expect(decodeResults(data, count)).toHaveProperty('ok')
      }),
    )
  })
})

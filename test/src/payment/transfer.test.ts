import { concat, keccak256, TypedDataEncoder, zeroPadValue } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Hex } from '#src/payment/hex.ts'
import { hasTail, transferId, transferUri, withTail } from '#src/payment/transfer.ts'
import { account, id } from '../../fakes/accepted.ts'

const domain = {
  name: 'USD Coin',
  version: '2',
  chainId: 8453,
  verifyingContract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
} as const
const seed = { domain, txHash: id(7), payer: account(8), value: 4_270_734n }

it('gives a transfer the id that ethers makes of the same words', () => {
  const value = `0x${seed.value.toString(16).padStart(64, '0')}`
  const words = [TypedDataEncoder.hashDomain(domain), seed.txHash, zeroPadValue(seed.payer, 32), value]
  expect(transferId(seed)).toBe(keccak256(concat(words)))
})

it('tells transfers apart by token, transaction, payer and amount', () => {
  const others = [
    seed,
    { ...seed, domain: { ...domain, chainId: 1 } },
    { ...seed, txHash: id(8) },
    { ...seed, payer: account(9) },
    { ...seed, value: 4_270_735n },
  ]
  expect(new Set(others.map(transferId)).size).toBe(others.length)
})

it('adds less than a thousandth and never nothing, in the sixth place of any token', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.integer({ min: 6, max: 18 }),
      fc.bigInt({ min: 0n, max: 2n ** 128n }),
      (units, decimals, seed) => {
        const tail = withTail(units, { symbol: 'T', decimals }, seed) - units
        const millionth = 10n ** BigInt(decimals - 6)
        expect(tail % millionth).toBe(0n)
        expect(tail / millionth).toBeGreaterThanOrEqual(1n)
        expect(tail / millionth).toBeLessThanOrEqual(999n)
      },
    ),
  )
})

it('gives neighbouring seeds other tails', () => {
  const usdc = { symbol: 'USDC', decimals: 6 }
  const tails = Array.from({ length: 999 }, (_, i) => withTail(0n, usdc, BigInt(i)))
  expect(new Set(tails).size).toBe(999)
})

it('has no room for a tail in a token of few places', () => {
  expect([2, 5, 6, 18].map((decimals) => hasTail({ symbol: 'T', decimals }))).toEqual([
    false,
    false,
    true,
    true,
  ])
})

it('writes the payment link of EIP-681 in whole units, with checksummed addresses', () => {
  const payee: Hex = '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf'
  const token = domain.verifyingContract
  expect(transferUri({ chainId: 8453, token, payee, units: 1_500_000n })).toBe(
    'ethereum:0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913@8453/transfer?address=0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF&uint256=1500000',
  )
})

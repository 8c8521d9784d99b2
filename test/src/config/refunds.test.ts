import { expect, test } from 'vitest'
import { refundsSchema } from '#src/config/refunds.ts'
import { configSchema, SIMULATOR_CHAIN_ID } from '#src/config/schema.ts'
import { id, MERCHANT, TOKEN } from '../../fakes/accepted.ts'

const CAPS = { maxPayment: '50', maxPerDay: '200.5' }

const configOn = (chainId: number, refunds: unknown) => ({
  terminal: { id: 'apple-1', till: 7 },
  shop: { name: 'Aport Market', address: '10 Kabanbay Batyr St', taxId: '123456789012' },
  languages: {},
  money: {
    asset: { symbol: 'USDC', decimals: 6 },
    domain: { name: 'USD Coin', version: '2', chainId, verifyingContract: TOKEN },
    payee: MERCHANT,
  },
  chain: { rpcUrls: ['http://127.0.0.1:8545'] },
  refunds,
})

test('caps are decimal strings of the token, and both must be there', () => {
  expect(refundsSchema.parse(CAPS)).toEqual(CAPS)
  for (const wrong of [{}, { maxPayment: '50' }, { ...CAPS, maxPerDay: 200 }, { ...CAPS, maxPayment: '-1' }])
    expect(refundsSchema.safeParse(wrong).success).toBe(false)
})

test('a test key holds no true money: it is taken on the simulator’s chain only', () => {
  const withKey = { ...CAPS, testKey: id(7) }
  expect(configSchema.safeParse(configOn(SIMULATOR_CHAIN_ID, withKey)).success).toBe(true)
  expect(configSchema.safeParse(configOn(8453, withKey)).success).toBe(false)
  expect(configSchema.safeParse(configOn(8453, CAPS)).success).toBe(true)
})

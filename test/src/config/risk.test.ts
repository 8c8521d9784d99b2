import { expect, it } from 'vitest'
import { policyOf } from '#src/config/risk.ts'
import { configSchema } from '#src/config/schema.ts'
import { MERCHANT, TOKEN } from '../../fakes/accepted.ts'

const parse = (risk?: unknown) =>
  configSchema.safeParse({
    terminal: { id: 'apple-1', till: 7 },
    shop: { name: 'Aport Market', address: '10 Kabanbay Batyr St', taxId: '123456789012' },
    languages: {},
    money: {
      asset: { symbol: 'USDC', decimals: 6 },
      domain: { name: 'USD Coin', version: '2', chainId: 8453, verifyingContract: TOKEN },
      payee: MERCHANT,
      maxPayment: '200',
    },
    chain: { rpcUrls: ['http://127.0.0.1:8545'] },
    ...(risk !== undefined && { risk }),
  })

const USDC = 1_000_000n
const FREE = { floor: 200n * USDC, sum: null, count: null, consecutive: null }

it('without a word on risk only the terminal’s own exposure is limited', () => {
  const config = parse().data
  if (!config) throw new Error('a configuration')
  expect(config.risk).toMatchObject({ clockToleranceSeconds: 300 })
  expect(policyOf(config)).toEqual({
    limits: { unknown: FREE, 'known-good': FREE, certified: FREE },
    ...{ windowHours: 24, knownGoodAfter: 1, selection: null },
    exposure: { units: 20_000n * USDC, count: 10_000, hours: 72 },
    oldDenyList: { hours: 168, percent: 50 },
  })
})

it('amounts are decimal strings of the token', () => {
  const config = parse({
    unknown: { floor: '12.5', sum: '30', count: 3, consecutive: 2 },
    knownGood: { after: 5 },
    selection: { share: 0.1, from: '5', certain: '50' },
    exposure: { total: '1000', count: 50, hours: 24 },
  }).data
  if (!config) throw new Error('a configuration')
  const policy = policyOf(config)
  expect(policy.limits.unknown).toEqual({
    ...{ floor: 12_500_000n, sum: 30n * USDC, count: 3, consecutive: 2 },
  })
  expect(policy.knownGoodAfter).toBe(5)
  expect(policy.selection).toEqual({ share: 0.1, from: 5n * USDC, certain: 50n * USDC })
  expect(policy.exposure).toEqual({ units: 1000n * USDC, count: 50, hours: 24 })
})

it.each([
  ['an amount finer than the token', { unknown: { floor: '0.0000001' } }, 'risk.unknown.floor'],
  ['a number for an amount', { exposure: { total: 5 } }, 'risk.exposure.total'],
  [
    'a lot that is certain before it begins',
    { selection: { share: 0.1, from: '50', certain: '50' } },
    'risk.selection.certain',
  ],
  ['a window that nobody remembers', { windowHours: 73 }, 'risk.windowHours'],
  ['a share above all', { selection: { share: 1.1, from: '1', certain: '2' } }, 'risk.selection.share'],
])('%s is told at its place', (_what, risk, path) => {
  expect(parse(risk).error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
})

import { describe, expect, it } from 'vitest'
import { configSchema } from '#src/config/schema.ts'
import { refusedPaths } from '../refused.ts'

const LOWER = `0x${'ab'.repeat(20)}`
const MIXED = `0x${'aB'.repeat(20)}`
const TEST_KEY = `0x${'01'.repeat(32)}`

const domain = { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: MIXED }
const money = { asset: { symbol: 'USDC', decimals: 6 }, domain, payee: MIXED }

/** The least that a file must say. */
const least = {
  terminal: { id: 'almaty-7', till: 1 },
  shop: { name: 'Дүкен', address: '', taxId: '' },
  languages: {},
  money,
  chain: { rpcUrls: ['http://127.0.0.1:8545'] },
}

describe('the configuration', () => {
  it('fills in what a file may leave out', () => {
    expect(configSchema.parse(least)).toMatchObject({
      languages: { screen: 'kk', paper: 'kk' },
      money: { maxPayment: '1000', validitySeconds: 30 * 24 * 3600 },
      chain: {
        confirmations: 12,
        finality: 'confirmations',
        probeEveryMs: 2000,
        alarmHours: 24,
        batchSize: 200,
        multicall: '0xca11bde05977b3631167028862be2a173976ca11',
      },
      devices: {
        reader: { driver: 'auto' },
        printer: { wire: 'auto', model: 'auto-80', openDrawer: false },
        scanner: { wire: 'auto' },
        display: { wire: 'none' },
      },
    })
  })

  it('limits no fees unless a file does', () => {
    expect(configSchema.parse(least).chain.maxFeeGwei).toBeUndefined()
    const limited = { ...least, chain: { ...least.chain, maxFeeGwei: 30, finality: 'finalized' } }
    expect(configSchema.parse(limited).chain).toMatchObject({ maxFeeGwei: 30, finality: 'finalized' })
  })

  it('takes addresses in any letters and keeps them in lower case', () => {
    const config = configSchema.parse(least)
    expect([config.money.payee, config.money.domain.verifyingContract]).toEqual([LOWER, LOWER])
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['a payee of 19 bytes', 'money.payee', { money: { ...money, payee: `0x${'ab'.repeat(19)}` } }],
    ['a payee that is a name', 'money.payee', { money: { ...money, payee: 'shop.eth' } }],
    ['a limit below zero', 'money.maxPayment', { money: { ...money, maxPayment: '-1' } }],
    ['a limit that is a number', 'money.maxPayment', { money: { ...money, maxPayment: 1000 } }],
    ['a validity of zero', 'money.validitySeconds', { money: { ...money, validitySeconds: 0 } }],
    [
      'a chain id with a point',
      'money.domain.chainId',
      { money: { ...money, domain: { ...domain, chainId: 1.5 } } },
    ],
    ['no way to the chain', 'chain.rpcUrls', { chain: { rpcUrls: [] } }],
    ['an address that is no URL', 'chain.rpcUrls.0', { chain: { rpcUrls: ['localhost'] } }],
    ['no confirmations', 'chain.confirmations', { chain: { ...least.chain, confirmations: 0 } }],
    ['a finality that no chain has', 'chain.finality', { chain: { ...least.chain, finality: 'soon' } }],
    ['an alarm that never rings', 'chain.alarmHours', { chain: { ...least.chain, alarmHours: 0 } }],
    ['a fee limit of nothing', 'chain.maxFeeGwei', { chain: { ...least.chain, maxFeeGwei: 0 } }],
    ['batches that nodes refuse', 'chain.batchSize', { chain: { ...least.chain, batchSize: 201 } }],
    ['a till of four digits', 'terminal.till', { terminal: { id: 'a', till: 1000 } }],
    ['a terminal without a name', 'terminal.id', { terminal: { id: '', till: 1 } }],
    ['a language that nobody speaks here', 'languages.screen', { languages: { screen: 'xx' } }],
    ['a misspelt part', '', { devises: {} }],
    ['a misspelt field', 'terminal', { terminal: { id: 'a', till: 1, tilt: 2 } }],
    ['a short test key', 'testGasKey', { testGasKey: '0x01' }],
  ])('with %s is refused at "%s"', (_what, path, change) => {
    expect(refusedPaths(configSchema, { ...least, ...change })).toEqual([path])
  })

  it('takes a test key on the chain of the simulator only', () => {
    expect(configSchema.parse({ ...least, testGasKey: TEST_KEY }).testGasKey).toBe(TEST_KEY)
    const mainnet = { ...least, money: { ...money, domain: { ...domain, chainId: 1 } } }
    expect(refusedPaths(configSchema, mainnet)).toEqual([])
    expect(refusedPaths(configSchema, { ...mainnet, testGasKey: TEST_KEY })).toEqual(['testGasKey'])
  })

  it.each([[undefined], [null], ['{}'], [[]], [17]])('is not %j', (garbage) => {
    expect(configSchema.safeParse(garbage).success).toBe(false)
  })
})

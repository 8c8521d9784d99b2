import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '#main/config/load.ts'
import { account, id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'

/** As little as a technician may write. */
const SMALLEST = {
  terminal: { id: 'apple-1', till: 1 },
  shop: { name: 'Aport Market', address: '10 Kabanbay Batyr St, Almaty', taxId: '123456789012' },
  languages: {},
  money: {
    asset: { symbol: 'USDC', decimals: 6 },
    domain: {
      name: 'USD Coin',
      version: '2',
      chainId: 8453,
      verifyingContract: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
    },
    payee: account(0xacce97),
  },
  chain: { rpcUrls: ['https://mainnet.base.org'] },
}

function load(text: string) {
  const path = join(emptyFolder(), 'tapsyr.json')
  writeFileSync(path, text)
  return loadConfig(path)
}
const loadJson = (json: unknown) => load(JSON.stringify(json))

const refusal = (detail: RegExp) => ({
  ok: false,
  error: { code: 'CONFIG_INVALID', detail: expect.stringMatching(detail) },
})

test('the smallest file is enough, and addresses are kept in one spelling', async () => {
  expect(await loadJson(SMALLEST)).toMatchObject({
    ok: true,
    value: {
      languages: { screen: 'kk', paper: 'kk' },
      money: {
        domain: { verifyingContract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913' },
        maxPayment: '1000',
        validitySeconds: 2_592_000,
      },
      chain: { confirmations: 12, batchSize: 200 },
      devices: { reader: { driver: 'auto' }, printer: { wire: 'auto', model: 'auto-80', openDrawer: false } },
    },
  })
})

test('a file that is not there is named', async () => {
  const path = join(emptyFolder(), 'tapsyr.json')
  expect(await loadConfig(path)).toEqual(refusal(/tapsyr\.json: ENOENT/))
})

test('a file that is not JSON is named', async () => {
  expect(await load('{ "terminal": ')).toEqual(refusal(/tapsyr\.json: .*JSON/))
  expect(await load('')).toEqual(refusal(/tapsyr\.json: .*JSON/))
})

test.each([
  ['money.payee', { ...SMALLEST, money: { ...SMALLEST.money, payee: '0x1234' } }],
  ['money.maxPayment', { ...SMALLEST, money: { ...SMALLEST.money, maxPayment: '-5' } }],
  ['money.maxPayment', { ...SMALLEST, money: { ...SMALLEST.money, maxPayment: '10.1234567' } }],
  ['chain.rpcUrls.1', { ...SMALLEST, chain: { rpcUrls: ['https://mainnet.base.org', 'not a url'] } }],
  ['terminal.till', { ...SMALLEST, terminal: { id: 'apple-1', till: 0 } }],
  ['devices.printer.model', { ...SMALLEST, devices: { printer: { wire: 'usb', model: 'laser' } } }],
])('a wrong %s is named by its path', async (path, json) => {
  expect(await loadJson(json)).toEqual(refusal(new RegExp(`${path.replaceAll('.', '\\.')}: `)))
})

test('all that is wrong is told at once', async () => {
  const wrong = { ...SMALLEST, terminal: { id: '', till: 1000 }, extra: true }
  const told = await loadJson(wrong)
  for (const part of [/terminal\.id: /, /terminal\.till: /, /extra/]) expect(told).toEqual(refusal(part))
})

test('a field that nobody knows is a mistake, not a wish', async () => {
  const wrong = { ...SMALLEST, money: { ...SMALLEST.money, payeee: account(1) } }
  expect(await loadJson(wrong)).toEqual(refusal(/money\.payeee: /))
})

test('a published key pays for gas on the simulator’s chain only', async () => {
  const withTestKey = { ...SMALLEST, testGasKey: id(1) }
  expect(await loadJson(withTestKey)).toEqual(
    refusal(/testGasKey: a test key is only taken on the simulator/),
  )
  const simulated = {
    ...withTestKey,
    money: { ...SMALLEST.money, domain: { ...SMALLEST.money.domain, chainId: 31_337 } },
  }
  expect(await loadJson(simulated)).toMatchObject({ ok: true, value: { testGasKey: id(1) } })
})

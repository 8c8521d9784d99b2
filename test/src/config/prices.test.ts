import { describe, expect, it } from 'vitest'
import { priceListOf } from '#src/config/prices.ts'
import { configSchema } from '#src/config/schema.ts'
import { refusedPaths } from '../refused.ts'

const address = `0x${'ab'.repeat(20)}`
const least = {
  terminal: { id: 'almaty-7', till: 1 },
  shop: { name: 'Дүкен', address: '', taxId: '' },
  languages: { paper: 'ru' },
  money: {
    asset: { symbol: 'USDC', decimals: 6 },
    domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: address },
    payee: address,
  },
  chain: { rpcUrls: ['http://127.0.0.1:8545'] },
}
const prices = { rate: { value: '536.20', source: 'National Bank' } }
const FETCHED = { url: 'https://rates.example.kz/usd', pointer: '/usd/kzt', source: 'National Bank' }
const bread = { id: 'bread', name: { kk: 'Нан', ru: 'Хлеб', en: 'Bread' }, price: '190', category: 'food' }
const tea = { id: 'tea', name: 'Tea', price: '1250.50', category: 'food', barcode: '4870000000037' }
const items = { categories: [{ id: 'food', name: 'Food' }], list: [bread, tea] }

const read = (change: object) => configSchema.parse({ ...least, ...change })

describe('prices', () => {
  it('are in tenge and age, where a file says nothing else', () => {
    expect(read({ prices }).prices).toEqual({
      currency: { symbol: '₸', decimals: 2 },
      wholeAmounts: true,
      rate: prices.rate,
      warnAfterMinutes: 120,
      refuseAfterMinutes: 1440,
    })
    expect(read({ prices: { rate: FETCHED } }).prices?.rate).toEqual({ ...FETCHED, everyMinutes: 10 })
  })

  it.each<[string, string, object]>([
    ['a rate of zero', 'prices.rate.value', { rate: { value: '0.00', source: 'x' } }],
    ['a rate that is both', 'prices.rate', { rate: { ...FETCHED, value: '5' } }],
    ['a rate of the fleet without a name', 'prices.rate.fleet', { rate: { fleet: 'a.b', source: 'x' } }],
    ['a rate of the fleet without one', 'prices.rate.fleet', { rate: { fleet: 'usd-kzt', source: 'x' } }],
    ['a rate that is neither', 'prices.rate', { rate: { source: 'x' } }],
    ['a rate from a file', 'prices.rate.url', { rate: { ...FETCHED, url: 'file:///etc/passwd' } }],
    ['a pointer without its slash', 'prices.rate.pointer', { rate: { ...FETCHED, pointer: 'usd' } }],
    ['no rate at all', 'prices.rate', {}],
    [
      'an alarm after the end',
      'prices.refuseAfterMinutes',
      { ...prices, warnAfterMinutes: 60, refuseAfterMinutes: 60 },
    ],
  ])('do not take %s', (_what, path, change) => {
    expect(refusedPaths(configSchema, { ...least, prices: change })).toEqual([path])
  })
})

describe('items', () => {
  it.each<[string, string, object]>([
    ['an unknown category', 'items.list.0.category', { list: [{ ...bread, category: 'drinks' }] }],
    ['an id twice', 'items.list.1.id', { list: [bread, { ...tea, id: 'bread' }] }],
    ['a category twice', 'items.categories.1.id', { categories: [...items.categories, ...items.categories] }],
    [
      'a barcode twice',
      'items.list.2.barcode',
      { list: [bread, tea, { ...bread, id: 'x', barcode: tea.barcode }] },
    ],
    ['more places than tenge has', 'items.list.0.price', { list: [{ ...bread, price: '190.005' }] }],
    ['a price of nothing', 'items.list.0.price', { list: [{ ...bread, price: '0.00' }] }],
    ['a price below zero', 'items.list.0.price', { list: [{ ...bread, price: '-1' }] }],
    ['a price that is a number', 'items.list.0.price', { list: [{ ...bread, price: 190 }] }],
    ['a barcode in small letters', 'items.list.0.barcode', { list: [{ ...bread, barcode: 'abcdef' }] }],
  ])('do not take %s', (_what, path, change) => {
    expect(refusedPaths(configSchema, { ...least, prices, items: { ...items, ...change } })).toEqual([path])
  })

  it('are priced in the token where there is no rate, with as many places as it has', () => {
    const list = [{ ...bread, price: '0.123456' }]
    expect(priceListOf(read({ items: { ...items, list } }))?.items[0]?.price).toBe(123_456n)
    const tooFine = [{ ...bread, price: '0.1234567' }]
    expect(refusedPaths(configSchema, { ...least, items: { ...items, list: tooFine } })).toEqual([
      'items.list.0.price',
    ])
  })
})

it.each([
  ['discounts', [0]],
  ['discounts', [101]],
  ['tips', [2.5]],
])('%s do not take %j', (what, percents) => {
  expect(refusedPaths(configSchema, { ...least, [what]: percents })).toEqual([`${what}.0`])
})

describe('the price list', () => {
  it('is none where nothing of it is configured', () => {
    expect(priceListOf(read({}))).toBeNull()
  })

  it('is there for a discount alone, in cents of the token', () => {
    expect(priceListOf(read({ discounts: [10] }))).toMatchObject({
      currency: { symbol: 'USDC' },
      isRated: false,
      step: 10_000n,
      discounts: [10],
      tips: [],
    })
  })

  it('has prices in tiyn, whole tenge as its step, and a name for each language', () => {
    expect(priceListOf(read({ prices, items }))).toEqual({
      currency: { symbol: '₸', decimals: 2 },
      isRated: true,
      step: 100n,
      paper: 'ru',
      categories: [{ id: 'food', name: { kk: 'Food', ru: 'Food', en: 'Food' } }],
      items: [
        { ...bread, price: 19_000n },
        { ...tea, name: { kk: 'Tea', ru: 'Tea', en: 'Tea' }, price: 125_050n },
      ],
      discounts: [],
      tips: [],
    })
  })

  it('has cents as its step where a shop wants them', () => {
    expect(priceListOf(read({ prices: { ...prices, wholeAmounts: false } }))?.step).toBe(1n)
  })
})

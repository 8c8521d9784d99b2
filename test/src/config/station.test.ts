import { describe, expect, it } from 'vitest'
import { configSchema } from '#src/config/schema.ts'
import { stationTerms } from '#src/config/station.ts'
import { refusedPaths } from '../refused.ts'

const ADDRESS = `0x${'ab'.repeat(20)}`
const STATION = { name: 'Абай', fare: '120', phone: '+7 727 000 00 00' }
const WITHOUT_PRICES = {
  terminal: { id: 'abay-1', till: 1 },
  shop: { name: 'Метро', address: '', taxId: '' },
  languages: {},
  money: {
    asset: { symbol: 'USDC', decimals: 6 },
    domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: ADDRESS },
    payee: ADDRESS,
  },
  chain: { rpcUrls: ['http://127.0.0.1:8545'] },
}
const CONFIG = { ...WITHOUT_PRICES, prices: { rate: { value: '500', source: 'National Bank' } } }
const withStation = (station: object) => ({ ...CONFIG, station: { ...STATION, ...station } })
const product = (change: object) => ({
  products: [{ id: 'a', kind: 'single', name: 'A', price: '1', ...change }],
})

describe('a station', () => {
  it('is none unless the file has one, and the face is a counter’s', () => {
    expect(configSchema.parse(CONFIG)).toMatchObject({ face: 'counter' })
    expect(configSchema.parse(CONFIG).station).toBeUndefined()
  })

  it('fills in what a file may leave out', () => {
    expect(configSchema.parse(withStation({})).station).toEqual({
      name: { kk: 'Абай', ru: 'Абай', en: 'Абай' },
      ...{
        fare: '120',
        phone: '+7 727 000 00 00',
        serviceDayStart: '04:00',
        sameRideSeconds: 5,
        products: [],
      },
      ...{ readerAt: 'below', idleSeconds: 30, giveUpSeconds: 15, validator: false },
    })
  })

  it.each([
    ['a fare of nothing', { fare: '0' }, 'station.fare'],
    ['a third of a tiyn', { fare: '1.333' }, 'station.fare'],
    ['a cap of nothing', { cap: '0.00' }, 'station.cap'],
    ['a start at noon and a quarter past', { serviceDayStart: '25:00' }, 'station.serviceDayStart'],
    ['a free product', product({ price: '0' }), 'station.products.0.price'],
    ['a period pass without its days', product({ kind: 'period-pass' }), 'station.products.0.days'],
    ['a top-up without its days', product({ kind: 'pass-top-up' }), 'station.products.0.days'],
    ['a single ticket of days', product({ days: 3 }), 'station.products.0.days'],
    ['a day pass of hours', product({ kind: 'day-pass', hours: 3 }), 'station.products.0.hours'],
    ['a name in two languages', { name: { kk: 'a', ru: 'b' } }, 'station.name'],
    ['something more', { free: true }, 'station'],
  ])('refuses %s', (_what, station, path) => {
    expect(refusedPaths(configSchema, withStation(station))).toEqual([path])
  })

  it('refuses two products of one id', () => {
    const [one] = product({}).products
    expect(refusedPaths(configSchema, withStation({ products: [one, one] }))).toEqual([
      'station.products.1.id',
    ])
  })

  it('is needed where the face is a station’s', () => {
    expect(refusedPaths(configSchema, { ...CONFIG, face: 'station' })).toEqual(['station'])
    expect(configSchema.parse({ ...withStation({}), face: 'station' }).face).toBe('station')
  })
})

describe('its terms', () => {
  const termsOf = (file: object) => {
    const config = configSchema.parse(file)
    if (!config.station) throw new Error('a station')
    return stationTerms(config.station, config, () => 300)
  }

  it('are in the currency of the prices', () => {
    const week = { id: 'week', kind: 'period-pass', name: 'Week', price: '2500', days: 7 }
    const terms = termsOf(withStation({ cap: '480.50', transferMinutes: 30, products: [week] }))
    expect(terms.currency).toEqual({ symbol: '₸', decimals: 2 })
    expect(terms.rules).toMatchObject({ fare: 12_000n, cap: 48_050n, transferMinutes: 30 })
    expect(terms.rules.day.startMinutes).toBe(240)
    expect(terms.products).toEqual([
      {
        ...{ id: 'week', kind: 'period-pass', price: 250_000n, hours: null, days: 7 },
        name: { kk: 'Week', ru: 'Week', en: 'Week' },
      },
    ])
  })

  it('are in the token where there are no prices', () => {
    const terms = termsOf({ ...WITHOUT_PRICES, station: { ...STATION, fare: '0.25' } })
    expect(terms).toMatchObject({ currency: { symbol: 'USDC' }, rules: { fare: 250_000n, cap: null } })
    expect(terms.rules.transferMinutes).toBeNull()
  })
})

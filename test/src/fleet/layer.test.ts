import { describe, expect, it } from 'vitest'
import { forbiddenIn, layered, layerKey, layerKeysOf, layerSchema } from '#src/fleet/layer.ts'

const common = { kind: 'tapsyr-layer', version: 1, patch: {} }

describe('a layer', () => {
  it('lies where those it is for look', () => {
    expect(layerKeysOf({ site: 'almaty-1', terminal: 'gate-07' })).toEqual([
      'fleet',
      'site.almaty-1',
      'terminal.almaty-1.gate-07',
    ])
    expect(layerKey({ level: 'site', site: 'almaty-2' })).toBe('site.almaty-2')
  })

  it('names exactly those it is for', () => {
    const good = [
      { ...common, level: 'fleet' },
      { ...common, level: 'site', site: 'almaty-1' },
      { ...common, level: 'terminal', site: 'almaty-1', terminal: 'gate-07' },
    ]
    for (const each of good) expect(layerSchema.safeParse(each).success).toBe(true)
    const bad = [
      { ...common, level: 'fleet', site: 'almaty-1' },
      { ...common, level: 'site' },
      { ...common, level: 'site', site: 'almaty.1' },
      { ...common, level: 'terminal', terminal: 'gate-07' },
      { ...common, level: 'region' },
      { ...common, level: 'fleet', version: 0 },
      { ...common, level: 'fleet', patch: [] },
      { ...common, level: 'fleet', patch: null },
      { ...common, level: 'fleet', kind: 'tapsyr-rate' },
    ]
    for (const each of bad) expect(layerSchema.safeParse(each).success).toBe(false)
  })
})

describe('a patch', () => {
  it('may say what is sold, for how much and to whom trust is given', () => {
    const patch = {
      shop: { name: 'Aport' },
      station: { fare: '150' },
      risk: { issuers: [] },
      languages: { screen: 'ru' },
      update: { url: 'https://updates.example.org', channel: 'beta' },
      refunds: { maxPayment: '5' },
      money: { maxPayment: '50', transfers: false, transferConfirmations: null, validitySeconds: 60 },
    }
    expect(forbiddenIn(patch)).toEqual([])
  })

  it.each([
    [{ $schema: 'x' }, '$schema'],
    [{ signed: { version: 9 } }, 'signed'],
    [{ terminal: { till: 2 } }, 'terminal'],
    [{ terminal: null }, 'terminal'],
    [{ fleet: { operatorKeys: [] } }, 'fleet'],
    [{ testGasKey: '0x00' }, 'testGasKey'],
    [{ money: { payee: '0x00' } }, 'money.payee'],
    [{ money: { asset: { decimals: 2 } } }, 'money.asset'],
    [{ money: { domain: { chainId: 1 } } }, 'money.domain'],
    [{ money: null }, 'money.*'],
    [{ money: [] }, 'money.*'],
    [{ refunds: { testKey: null } }, 'refunds.testKey'],
    [{ update: { key: 'x' } }, 'update.key'],
  ])('%j is refused', (patch, path) => {
    expect(forbiddenIn(patch)).toEqual([path])
    expect(layered({}, [patch]).forbidden).toContain(path)
  })

  it('takes nothing away with a whole area', () => {
    const file = { refunds: { maxPayment: '5', testKey: '0x01' }, update: { key: 'k' } }
    expect(layered(file, [{ refunds: null, update: 'off' }]).forbidden).toEqual([
      'refunds.testKey',
      'update.key',
    ])
    expect(layered({ refunds: { maxPayment: '5' } }, [{ refunds: null }])).toEqual({
      json: {},
      forbidden: [],
    })
  })
})

it('a later layer counts over an earlier one, and both over the file', () => {
  const file = { shop: { name: 'file', address: 'file' }, cash: true }
  const { json } = layered(file, [{ shop: { name: 'fleet' }, cash: false }, { shop: { name: 'site' } }])
  expect(json).toEqual({ shop: { name: 'site', address: 'file' }, cash: false })
})

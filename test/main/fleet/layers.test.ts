import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judge } from '#main/config/load.ts'
import { PLAIN } from '#main/config/signing.ts'
import { openLayers } from '#main/fleet/layers.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { aFleetOperator } from '../../fakes/sealed-layer.ts'

const COUNTER = JSON.parse(readFileSync('docs/examples/counter.json', 'utf8'))
const PAYEE = COUNTER.money.payee
const operator = aFleetOperator()
const stranger = aFleetOperator()
const GATE = ['almaty-1', 'gate-07'] as const

interface Start {
  readonly operatorKeys?: readonly string[]
  readonly site?: string
  readonly more?: object
}

/** A terminal's machine, whose program is started again and again. */
function machine() {
  const userData = emptyFolder()
  const notes: string[] = []
  const faults: ErrorCode[] = []
  const said: string[] = []
  const hidden: string[] = []
  const path = join(userData, 'fleet-layers.json')
  async function start({ operatorKeys = [operator.publicKey], site = GATE[0], more = {} }: Start = {}) {
    const servers = ['tls://fleet.example.com:4222']
    const fleet = { servers, site, credentials: 'x.nk', ...(operatorKeys.length > 0 && { operatorKeys }) }
    const text = JSON.stringify({ ...COUNTER, terminal: { id: GATE[1], till: 1 }, fleet, ...more })
    const file = judge(text, null, PLAIN)
    expect(file.problems).toEqual([])
    const layers = await openLayers({
      ...{ file, userData, log: (line) => said.push(line), hide: (secrets) => hidden.push(...secrets) },
      faults: { note: (_where, code) => faults.push(code), clear: () => undefined },
    })
    layers.tellTo(async (detail) => notes.push(detail))
    return layers
  }
  return { start, notes, faults, said, hidden, path }
}

const fleetOf = (name: string, version = 1) => operator.fleet(version, { shop: { name } })

describe('without an operator in the file', () => {
  it('there are no layers, and those that were kept count no more', async () => {
    const { start } = machine()
    const first = await start()
    await first.take('fleet', fleetOf('Fleet'))
    const without = await start({ operatorKeys: [] })
    expect([without.state(), without.keys]).toEqual([null, []])
    expect(without.config?.shop.name).toBe(COUNTER.shop.name)
    const alone = await start({ more: { fleet: undefined } })
    expect(alone.state()).toBeNull()
    expect((await start()).config?.shop.name).toBe('Fleet')
  })

  it('a broken file stays broken', async () => {
    const file = judge('{', null, PLAIN)
    const layers = await openLayers({
      ...{ file, userData: emptyFolder(), log: () => undefined, hide: () => undefined },
      faults: { note: () => undefined, clear: () => undefined },
    })
    expect([layers.config, layers.state()]).toEqual([null, null])
  })
})

describe('a layer', () => {
  it('counts from the next start on: fleet, then site, then terminal, over the file', async () => {
    const { start, notes } = machine()
    const first = await start()
    expect(first.state()).toEqual({ inForce: [], waiting: null, refused: null })
    await first.take('terminal.almaty-1.gate-07', operator.terminal(GATE, 3, { shop: { taxId: '7' } }))
    await first.take('fleet', operator.fleet(1, { shop: { name: 'Fleet', address: 'A', taxId: 'F' } }))
    await first.take('site.almaty-1', operator.site('almaty-1', 2, { shop: { address: 'Site' } }))
    expect(first.config?.shop.name).toBe(COUNTER.shop.name)
    expect(first.state()).toEqual({
      inForce: [],
      waiting: [
        { level: 'fleet', version: 1 },
        { level: 'site', version: 2 },
        { level: 'terminal', version: 3 },
      ],
      refused: null,
    })
    const second = await start()
    expect(second.config?.shop).toMatchObject({ name: 'Fleet', address: 'Site', taxId: '7' })
    expect(second.config?.money.payee).toBe(PAYEE.toLowerCase())
    expect(second.state()).toMatchObject({ waiting: null, inForce: first.state()?.waiting })
    expect(notes).toEqual([
      'terminal.almaty-1.gate-07 version 3 taken',
      'fleet version 1 taken',
      'site.almaty-1 version 2 taken',
    ])
  })

  it('that comes again is no news, and one that changes nothing asks for no restart', async () => {
    const { start, notes } = machine()
    const layers = await start()
    let changes = 0
    layers.onChange(() => {
      changes += 1
    })
    await layers.take('fleet', operator.fleet(1, {}))
    await layers.take('fleet', operator.fleet(1, {}))
    expect([changes, layers.isWaiting(), layers.state()?.inForce]).toEqual([
      1,
      false,
      [{ level: 'fleet', version: 1 }],
    ])
    expect(notes).toHaveLength(1)
  })

  it('is withdrawn by an empty one', async () => {
    const { start } = machine()
    await (await start()).take('fleet', fleetOf('Fleet'))
    const second = await start()
    await second.take('fleet', operator.fleet(2, {}))
    expect(second.isWaiting()).toBe(true)
    expect((await start()).config?.shop.name).toBe(COUNTER.shop.name)
  })

  it('hides its secrets from the log before it counts', async () => {
    const { start, hidden } = machine()
    const url = 'https://rpc.example.org/v2/fleet-api-key'
    await (await start()).take('fleet', operator.fleet(1, { chain: { rpcUrls: [url] } }))
    expect(hidden).toContain('/v2/fleet-api-key')
  })

  const wrong: [string, string, Uint8Array, string][] = [
    ['by nobody we know', 'fleet', stranger.fleet(9, {}), 'fleet refused: FLEET_SIGNATURE_INVALID'],
    ['rubbish', 'fleet', Buffer.from('{'), 'fleet refused: FLEET_ORDER_INVALID'],
    [
      'for another use',
      'fleet',
      operator.seal({ kind: 'tapsyr-rate' }),
      'fleet refused: FLEET_ORDER_INVALID',
    ],
    ['an older one', 'fleet', operator.fleet(4, {}), 'fleet version 4 refused: FLEET_ORDER_OLDER'],
    ['another of the same version', 'fleet', fleetOf('x', 5), 'fleet version 5 refused: FLEET_ORDER_OLDER'],
    [
      'another site’s under this one’s key',
      'site.almaty-1',
      operator.site('almaty-2', 1, {}),
      'site.almaty-1 refused: FLEET_ORDER_ELSEWHERE',
    ],
    [
      'of another payee',
      'fleet',
      operator.fleet(6, { shop: { name: 'x' }, money: { payee: `0x${'11'.repeat(20)}` } }),
      'fleet version 6 refused: FLEET_ORDER_INVALID',
    ],
    [
      'of a field that there is not',
      'site.almaty-1',
      operator.site('almaty-1', 1, { shop: { nmae: 'x' } }),
      'site.almaty-1 version 1 refused: CONFIG_INVALID',
    ],
  ]
  it.each(wrong)(
    '%s is refused, told once over restarts, and changes nothing',
    async (_, key, bytes, why) => {
      const { start, notes, faults } = machine()
      await (await start()).take('fleet', fleetOf('Good', 5))
      for (let starts = 0; starts < 2; starts += 1) {
        const layers = await start()
        await layers.take(key, bytes)
        await layers.take(key, bytes)
        expect(layers.state()).toMatchObject({
          ...{ inForce: [{ level: 'fleet', version: 5 }], waiting: null },
          refused: { code: 'FLEET_LAYER_REFUSED' },
        })
        expect(layers.config?.shop.name).toBe('Good')
      }
      expect(faults).toEqual(['FLEET_LAYER_REFUSED'])
      expect(notes).toHaveLength(2)
      expect(notes[1]).toContain(why)
      const mended = await start()
      await mended.take(key, bytes)
      await mended.take('fleet', fleetOf('Good', 5))
      await mended.take('site.almaty-1', operator.site('almaty-1', 2, {}))
      expect(mended.state()?.refused).toBeNull()
    },
  )

  it('for another terminal is not even looked at', async () => {
    const { start, notes } = machine()
    await (await start()).take('site.almaty-2', operator.site('almaty-2', 1, {}))
    expect(notes).toEqual([])
  })

  it('that is signed by the next key is the same layer', async () => {
    const next = aFleetOperator()
    const both = { operatorKeys: [operator.publicKey, next.publicKey] }
    const { start, notes } = machine()
    await (await start(both)).take('fleet', fleetOf('Fleet'))
    const second = await start(both)
    await second.take('fleet', next.fleet(1, { shop: { name: 'Fleet' } }))
    expect([second.state()?.refused, notes.length]).toEqual([null, 1])
    // The old key is gone: what it has signed counts no more, until it comes signed by the next one.
    const third = await start({ operatorKeys: [next.publicKey] })
    expect(third.config?.shop.name).toBe(COUNTER.shop.name)
    await third.take('fleet', next.fleet(1, { shop: { name: 'Fleet' } }))
    expect(third.state()).toMatchObject({ waiting: [{ level: 'fleet', version: 1 }], refused: null })
  })
})

describe('what was kept', () => {
  it('and does not fit a changed file is left out alone, and told', async () => {
    const { start, notes, faults } = machine()
    const first = await start()
    await first.take('fleet', fleetOf('Fleet'))
    await first.take('site.almaty-1', operator.site('almaty-1', 1, { prices: { rate: { value: '530.00' } } }))
    expect(first.state()?.refused).toBeNull()
    const second = await start({ more: { prices: undefined, items: undefined } })
    expect(second.config?.shop.name).toBe('Fleet')
    expect(second.state()?.inForce).toEqual([{ level: 'fleet', version: 1 }])
    expect(faults).toEqual(['FLEET_LAYER_REFUSED'])
    expect(notes.at(-1)).toContain('site.almaty-1 version 1 refused: CONFIG_INVALID')
    // It fits again.
    expect((await start()).state()?.inForce).toHaveLength(2)
  })

  it('and was altered on the disk counts no more', async () => {
    const { start, path, faults } = machine()
    await (await start()).take('fleet', fleetOf('Fleet'))
    writeFileSync(path, readFileSync(path, 'utf8').replace('Fleet', 'Thief'))
    const second = await start()
    expect(second.config?.shop.name).toBe(COUNTER.shop.name)
    expect(faults).toEqual(['FLEET_LAYER_REFUSED'])
  })

  it('and cannot be read is begun anew', async () => {
    const { start, path } = machine()
    await (await start()).take('fleet', fleetOf('Fleet'))
    writeFileSync(path, '{"v":1,')
    expect((await start()).state()).toEqual({ inForce: [], waiting: null, refused: null })
  })

  it('at another site is not for this one, and known when the terminal comes back', async () => {
    const { start } = machine()
    await (await start()).take('site.almaty-1', operator.site('almaty-1', 4, { shop: { name: 'One' } }))
    const elsewhere = await start({ site: 'almaty-2' })
    expect(elsewhere.config?.shop.name).toBe(COUNTER.shop.name)
    const back = await start()
    expect(back.config?.shop.name).toBe('One')
    await back.take('site.almaty-1', operator.site('almaty-1', 3, {}))
    expect(back.state()?.refused?.detail).toContain('FLEET_ORDER_OLDER')
  })
})

describe('a new set of layers', () => {
  const ASIDE = 'set aside: fleet 2; 3 starts came to no page, a new version is tried again'

  it('with which three starts come to nothing is left for the one before, until there is another', async () => {
    const { start, notes, faults } = machine()
    await (await start()).take('fleet', fleetOf('Good'))
    const second = await start()
    expect(second.isOnTrial()).toBe(true)
    await second.works()
    expect(second.isOnTrial()).toBe(false)
    await second.take('fleet', fleetOf('Deadly', 2))
    for (let tries = 0; tries < 3; tries += 1) {
      const trial = await start()
      expect([trial.config?.shop.name, trial.isOnTrial()]).toEqual(['Deadly', true])
    }
    for (let starts = 0; starts < 2; starts += 1) {
      const spared = await start()
      expect([spared.config?.shop.name, spared.isOnTrial(), spared.isWaiting()]).toEqual([
        'Good',
        false,
        false,
      ])
      expect(spared.state()).toMatchObject({
        inForce: [{ level: 'fleet', version: 1 }],
        refused: { code: 'FLEET_LAYERS_ABANDONED', detail: ASIDE },
      })
      await spared.take('fleet', fleetOf('Deadly', 2))
      expect(spared.isWaiting()).toBe(false)
    }
    expect(faults).toEqual(['FLEET_LAYERS_ABANDONED'])
    expect(notes.at(-1)).toBe(ASIDE)
    const spared = await start()
    await spared.take('fleet', fleetOf('Better', 3))
    expect([spared.isWaiting(), spared.state()?.refused]).toEqual([true, null])
    const better = await start()
    expect([better.config?.shop.name, better.isOnTrial()]).toEqual(['Better', true])
  })

  it('that was left is tried again when the operator gives the same out anew', async () => {
    const { start } = machine()
    await (await start()).take('fleet', fleetOf('Unlucky'))
    for (let cut = 0; cut < 3; cut += 1) await start()
    const spared = await start()
    expect([spared.config?.shop.name, spared.isWaiting()]).not.toContain('Unlucky')
    await spared.take('fleet', fleetOf('Unlucky', 2))
    expect([spared.isWaiting(), spared.state()?.refused]).toEqual([true, null])
    const again = await start()
    expect([again.config?.shop.name, again.isOnTrial()]).toEqual(['Unlucky', true])
  })

  it('that works is not tried again', async () => {
    const { start } = machine()
    await (await start()).take('fleet', fleetOf('Good'))
    await (await start()).works()
    for (let starts = 0; starts < 5; starts += 1) {
      const layers = await start()
      expect([layers.isOnTrial(), layers.config?.shop.name]).toEqual([false, 'Good'])
    }
  })
})

it('a disk that takes nothing leaves everything as it is', async () => {
  const { start, path, faults } = machine()
  const layers = await start()
  // A folder in the place of the draft.
  mkdirSync(`${path}.new`)
  await layers.take('fleet', fleetOf('Fleet'))
  expect([layers.isWaiting(), layers.state()?.inForce, faults]).toEqual([false, [], ['FILE_WRITE_FAILED']])
})

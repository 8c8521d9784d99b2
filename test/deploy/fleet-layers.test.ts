import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kvm } from '@nats-io/kv'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { judge } from '#main/config/load.ts'
import { PLAIN } from '#main/config/signing.ts'
import { connectFleet } from '#main/fleet/connect.ts'
import { type FleetLayers, openLayers } from '#main/fleet/layers.ts'
import { runLayers } from '#main/fleet/run-layers.ts'
import type { LayerPlace } from '#src/fleet/layer.ts'
import { BUCKETS, type FleetTerminal } from '#src/fleet/names.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { withBroker } from '../../cli/fleet/broker.ts'
import { publishLayer, showLayer } from '../../cli/fleet/config.ts'
import { enrol } from '../../cli/fleet/members.ts'
import { makeStreams } from '../../settler/streams.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { orderKey, sealedBy } from '../fakes/sealed.ts'
import { aFleetOperator } from '../fakes/sealed-layer.ts'
import { KIOSK, openKiosk } from '../main/fleet/kiosk.ts'
import { type FleetServer, startFleetServer } from '../support/fleet-server.ts'

/** Layers from the operator's command to terminals, in a real server with the rights that all have there. */
vi.setConfig({ testTimeout: 120_000 })
const PATIENCE = { timeout: 60_000, interval: 20 }
const COUNTER = JSON.parse(readFileSync('docs/examples/counter.json', 'utf8'))
const folder = emptyFolder()
const KEY = orderKey()
const stranger = aFleetOperator()
const MATES = [
  KIOSK,
  { site: 'almaty-1', terminal: 'gate-08' },
  { site: 'almaty-2', terminal: 'gate-01' },
] as const
let server: FleetServer

beforeAll(async () => {
  await enrol(folder, { role: 'settler', name: 'north' })
  await enrol(folder, { role: 'operator', name: 'dana' })
  for (const { site, terminal } of MATES) await enrol(folder, { role: 'terminal', site, name: terminal })
  server = await startFleetServer(folder)
  const broker = { servers: [server.url], ca: 'cert.pem', operator: 'keys/operator.dana.nk' }
  writeFileSync(join(folder, 'broker.json'), JSON.stringify(broker))
  const settler = await connect({
    ...{ servers: server.url, tls: { caFile: server.ca }, reconnect: false },
    authenticator: nkeyAuthenticator(readFileSync(join(folder, 'keys', 'settler.north.nk'))),
  })
  await makeStreams(settler)
  await settler.close()
})
afterAll(() => server?.stop())

const asOperator = <T>(work: (connection: NatsConnection) => Promise<Result<T>>) => withBroker(folder, work)
const put = (place: LayerPlace, patch: Readonly<Record<string, unknown>>, against: unknown = null) =>
  asOperator((connection) =>
    publishLayer(connection, { place, patch, against }, async (layer) =>
      ok(Buffer.from(sealedBy(KEY.secret, layer)).toString()),
    ),
  )
/** Past the command, which would not have it. */
const putBytes = (key: string, bytes: Uint8Array) =>
  asOperator(async (connection) => {
    await (await new Kvm(connection).open(BUCKETS.layers)).put(key, bytes)
    return ok()
  })

const keyFile = ({ site, terminal }: FleetTerminal) => join(folder, 'keys', `${site}.${terminal}.nk`)
const fleetOf = (whose: FleetTerminal) => ({
  ...{ servers: [server.url], site: whose.site, credentials: keyFile(whose), ca: server.ca },
  operatorKeys: [KEY.key],
})
const fileOf = (whose: FleetTerminal) => ({
  ...COUNTER,
  terminal: { id: whose.terminal, till: 1 },
  fleet: fleetOf(whose),
})

/** What a start of this terminal comes to, on its disk. */
const layersOf = (whose: FleetTerminal, userData: string): Promise<FleetLayers> =>
  openLayers({
    file: judge(JSON.stringify(fileOf(whose)), null, PLAIN),
    ...{ userData, log: () => undefined, hide: () => undefined },
    faults: { note: () => undefined, clear: () => undefined },
  })

/** A terminal that hears of its layers, in its own rights. */
async function listen(whose: FleetTerminal): Promise<FleetLayers> {
  const layers = await layersOf(whose, emptyFolder())
  const { fleet } = judge(JSON.stringify(fileOf(whose)), null, PLAIN).config ?? {}
  const opened = fleet && (await connectFleet(fleet, whose))
  if (!opened?.ok) throw new Error('no connection')
  const ending = new AbortController()
  const running = runLayers({ layers, clock: systemClock, log: () => undefined }, opened.value, ending.signal)
  onTestFinished(async () => {
    ending.abort()
    await running
    await opened.value.close()
  })
  return layers
}

test('a command that terminals would refuse gives out nothing', async () => {
  const site = { level: 'site', site: 'almaty-9' } as const
  expect(await put(site, { terminal: { till: 2 } })).toMatchObject(fail('CONFIG_INVALID'))
  const file = fileOf({ site: 'almaty-9', terminal: 'gate-01' })
  expect(await put(site, { shop: { nmae: 'x' } }, file)).toMatchObject(
    fail('CONFIG_INVALID', 'shop.nmae: there is no such field'),
  )
  expect(await put(site, {}, fileOf(KIOSK))).toMatchObject(fail('FLEET_ORDER_ELSEWHERE'))
  const shown = () => asOperator((connection) => showLayer(connection, site))
  expect(await shown()).toEqual(ok('site.almaty-9: none'))
  expect(await put(site, { cash: false }, file)).toMatchObject(
    ok('site.almaty-9: version 1\n  cash: (not set) -> false'),
  )
  expect(await put(site, { cash: null })).toMatchObject(ok('site.almaty-9: version 2\n  cash: false -> null'))
  expect(await shown()).toEqual(ok('site.almaty-9: version 2\n{\n  "cash": null\n}'))
})

test('each layer reaches those it is for, what is wrong changes nothing, and all counts without the server', async () => {
  // One is there before they come, the others come while they listen.
  const fleetLayer = await put({ level: 'fleet' }, { shop: { name: 'Fleet' } }, fileOf(KIOSK))
  expect(fleetLayer).toEqual(ok('fleet: version 1\n  shop.name: (not set) -> "Fleet"'))
  const home = emptyFolder()
  const layers = await layersOf(KIOSK, home)
  const kiosk = await openKiosk({
    ...{ folder: home, url: server.url, layers },
    more: { credentials: keyFile(KIOSK), ca: server.ca },
  })
  onTestFinished(() => kiosk.stop())
  const [, next, far] = await Promise.all([undefined, listen(MATES[1]), listen(MATES[2])])

  await put({ level: 'site', site: 'almaty-1' }, { shop: { address: 'One' } })
  await put({ level: 'terminal', ...KIOSK }, { shop: { taxId: '7' } })
  const waitsFor = (of: FleetLayers, ...expected: readonly (readonly [string, number])[]) =>
    vi.waitFor(
      () =>
        expect((of.state()?.waiting ?? []).map(({ level, version }) => [level, version])).toEqual(expected),
      PATIENCE,
    )
  await waitsFor(layers, ['fleet', 1], ['site', 1], ['terminal', 1])
  await waitsFor(next, ['fleet', 1], ['site', 1])
  await waitsFor(far, ['fleet', 1])

  const others = aFleetOperator()
  const ours = (content: object) => sealedBy(KEY.secret, { kind: 'tapsyr-layer', ...content })
  const wrong: readonly (readonly [string, Uint8Array, string])[] = [
    ['fleet', stranger.fleet(9, {}), 'fleet refused: FLEET_SIGNATURE_INVALID'],
    ['fleet', others.seal({}), 'fleet refused: FLEET_SIGNATURE_INVALID'],
    ['fleet', ours({ level: 'fleet', patch: {} }), 'fleet refused: FLEET_ORDER_INVALID'],
    [
      'fleet',
      ours({ level: 'fleet', version: 1, patch: { shop: { name: 'Again' } } }),
      'fleet version 1 refused: FLEET_ORDER_OLDER',
    ],
    [
      'site.almaty-1',
      ours({ level: 'site', site: 'almaty-2', version: 5, patch: {} }),
      'site.almaty-1 refused: FLEET_ORDER_ELSEWHERE',
    ],
    [
      'fleet',
      ours({ level: 'fleet', version: 5, patch: { money: { payee: `0x${'11'.repeat(20)}` } } }),
      'fleet version 5 refused: FLEET_ORDER_INVALID',
    ],
    [
      'site.almaty-1',
      ours({ level: 'site', site: 'almaty-1', version: 6, patch: { languages: { screen: 'xx' } } }),
      'site.almaty-1 version 6 refused: CONFIG_INVALID',
    ],
  ]
  for (const [key, bytes, why] of wrong) {
    await putBytes(key, bytes)
    await vi.waitFor(() => expect(layers.state()?.refused?.detail).toContain(why), PATIENCE)
  }
  await waitsFor(layers, ['fleet', 1], ['site', 1], ['terminal', 1])
  const noted = async () =>
    (await kiosk.ledger.journal.since(0, 100)).flatMap(({ fact }) =>
      fact.type === 'noted' && fact.what === 'fleet-layer' ? [fact.detail ?? ''] : [],
    )
  // It is refused a moment before the journal says so. The second is the same refusal as the first.
  await vi.waitFor(async () => expect(await noted()).toHaveLength(3 + wrong.length - 1), PATIENCE)
  await kiosk.level()

  await server.kill()
  await kiosk.stop()
  const later = await layersOf(KIOSK, home)
  expect(later.config?.shop).toMatchObject({ name: 'Fleet', address: 'One', taxId: '7' })
  expect(later.config?.money.payee).toBe(COUNTER.money.payee.toLowerCase())
  await server.start()
})

test('of two operators at once only one gets the next version', async () => {
  const site = { level: 'site', site: 'almaty-3' } as const
  const both = await asOperator(async (connection) => {
    const publish = (seal: () => Promise<void>) =>
      publishLayer(connection, { place: site, patch: {}, against: null }, async (layer) => {
        await seal()
        return ok(Buffer.from(sealedBy(KEY.secret, layer)).toString())
      })
    // The other one is done while this one enters a passphrase.
    const slow = await publish(async () => void (await publish(async () => undefined)))
    return ok(slow)
  })
  expect(both).toMatchObject(ok(fail('CONFIG_INVALID')))
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { followKeys, readKey } from '#main/fleet/bucket.ts'
import {
  BUCKETS,
  consumerName,
  FLEET_KEY,
  type FleetTerminal,
  healthSubject,
  inboxPrefix,
  journalSubject,
  listHeadKey,
  logsSubject,
  outcomeSubject,
  STREAMS,
  terminalKey,
} from '#src/fleet/names.ts'
import { terminalPermissions } from '#src/fleet/permissions.ts'
import { fail, ok } from '#src/result.ts'
import { dismiss, enrol } from '../../cli/fleet/members.ts'
import { holdLane } from '../../settler/hold.ts'
import { makeStreams } from '../../settler/streams.ts'
import { acceptedPayment, id, MERCHANT } from '../fakes/accepted.ts'
import { fakeChain } from '../fakes/chain.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { expectAllOnce, FIGURES, KIOSK, type Kiosk, openKiosk } from '../main/fleet/kiosk.ts'
import { partsOf } from '../settler/harness.ts'
import { launchNats } from '../support/nats-program.ts'
import { type PlacedServer, startStation } from '../support/station.ts'

/** A station's own server in front of the fleet's, both with the very configuration that an operator takes. */
const folder = emptyFolder()
const NEIGHBOUR = { site: KIOSK.site, terminal: 'gate-08' }
const FAR = { site: 'almaty-2', terminal: 'gate-07' }
const PATIENCE = { timeout: 60_000, interval: 50 }
vi.setConfig({ testTimeout: 120_000 })

let hub: PlacedServer
let leaf: PlacedServer
let upstream: string
let reload: () => Promise<void>
let settler: NatsConnection
let kiosk: Kiosk

const secretOf = (name: string): Buffer => readFileSync(join(folder, 'keys', `${name}.nk`))
const nameOf = ({ site, terminal }: FleetTerminal): string => `${site}.${terminal}`

const enter = ({ url, ca }: PlacedServer, name: string, prefix = '_INBOX', secret = secretOf(name)) =>
  connect({
    ...{ servers: url, tls: { caFile: ca }, inboxPrefix: prefix },
    authenticator: nkeyAuthenticator(secret),
    ...{ maxReconnectAttempts: -1, reconnectTimeWait: 100 },
  })

beforeAll(async () => {
  await enrol(folder, { role: 'settler', name: 'north' })
  await enrol(folder, { role: 'operator', name: 'aigerim' })
  await enrol(folder, { role: 'station', name: KIOSK.site })
  for (const { site, terminal } of [KIOSK, NEIGHBOUR, FAR])
    await enrol(folder, { role: 'terminal', site, name: terminal })
  ;({ hub, leaf, upstream, reload } = await startStation(folder, KIOSK.site))
  settler = await vi.waitFor(() => enter(hub, 'settler.north'), PATIENCE)
  await makeStreams(settler)
  const credentials = join(folder, 'keys', `${nameOf(KIOSK)}.nk`)
  kiosk = await openKiosk({ folder: emptyFolder(), url: leaf.url, more: { credentials, ca: leaf.ca } })
})
afterAll(async () => {
  await kiosk?.stop()
  await settler?.close()
  await Promise.all([hub?.kill(), leaf?.kill()])
})

test('the leaf hears of every subject that a terminal writes to', () => {
  const conf = readFileSync('deploy/fleet/nats.conf', 'utf8')
  const mapped = [...conf.matchAll(/^\s*"([^"]+)":/gm)].map(([, subject]) => (subject ?? '').split('.'))
  const { publish } = terminalPermissions({ site: 's', terminal: 't' })
  // Those that are mapped to are the server's own; requests of consumers and acknowledgements name one consumer.
  const own = publish.filter(
    (subject) => !/^tapsyr\.(journal|recalls)\.|^\$JS\.(API\.CONSUMER|ACK)\./.test(subject),
  )
  const unheard = own.filter((subject) => !mapped.some((pattern) => covers(pattern, subject.split('.'))))
  expect(own.length).toBeGreaterThan(3)
  expect(unheard).toEqual([])
})

/** NATS, "Subject-Based Messaging": "*" is any one token, ">" at the end one or more. */
const covers = ([first, ...pattern]: readonly string[], [token, ...tokens]: readonly string[]): boolean =>
  first === undefined || token === undefined
    ? first === token
    : first === '>' || ((first === '*' || first === token) && covers(pattern, tokens))

test('a terminal behind a station’s server is settled, and told so', async () => {
  const chain = fakeChain()
  const held = holdLane(partsOf(settler, chain))
  const { from, value } = acceptedPayment(1).authorization
  chain.fund(from, value)
  await kiosk.sell(1)
  await vi.waitFor(() => {
    chain.mine()
    expect(kiosk.ledger.payment(id(1))?.state).toBe('settled')
  }, PATIENCE)
  expect(chain.balanceOf(MERCHANT)).toBe(value)
  const late = await kiosk.fleet.recalls.during(id(1), async () => ok())
  expect(late).toMatchObject(fail('VOID_TOO_LATE', 'the fleet has sent it'))
  await held.stop()
  const manager = await jetstreamManager(settler)
  const last = await manager.streams.getMessage(STREAMS.health, { last_by_subj: healthSubject(KIOSK) })
  expect(last?.string()).toBe(FIGURES)
  expect(kiosk.faults).toEqual([])
})

test('it hears what the operator says to it and to all, and nothing of others', async () => {
  const terminal = await enter(leaf, nameOf(KIOSK), inboxPrefix(KIOSK))
  const operator = await enter(hub, 'operator.aigerim')
  const layers = await new Kvm(operator).open(BUCKETS.layers)
  const deny = await new Kvm(operator).open(BUCKETS.deny)
  await layers.put(FLEET_KEY, 'for all')
  await layers.put(terminalKey(NEIGHBOUR), 'for another')
  await deny.put(listHeadKey('cards'), 'head')
  const heard: string[] = []
  const end = new AbortController()
  const onValue = async (_key: string, value: Uint8Array) => void heard.push(Buffer.from(value).toString())
  const followed = {
    bucket: BUCKETS.layers,
    keys: [FLEET_KEY, terminalKey(KIOSK)],
    onValue,
    clock: systemClock,
    log: () => undefined,
  }
  const following = followKeys(followed, terminal, end.signal)
  await vi.waitFor(() => expect(heard).toEqual(['for all']), PATIENCE)
  await layers.put(terminalKey(KIOSK), 'for it')
  await vi.waitFor(() => expect(heard).toEqual(['for all', 'for it']), PATIENCE)
  end.abort()
  await following
  const head = await readKey(terminal, BUCKETS.deny, listHeadKey('cards'))
  expect(Buffer.from(head ?? []).toString()).toBe('head')
  await expect(readKey(terminal, BUCKETS.layers, terminalKey(NEIGHBOUR))).rejects.toThrow('Permissions')
  await jetstream(terminal).publish(logsSubject(KIOSK), 'a log')
  await Promise.all([terminal.close(), operator.close()])
})

test('whatever is killed, it goes on with nothing lost and nothing twice', async () => {
  await leaf.kill()
  await kiosk.sell(2, 3)
  await leaf.start()
  await vi.waitFor(() => kiosk.level(), PATIENCE)
  await hub.kill()
  await kiosk.sell(4, 5)
  await hub.start()
  await kiosk.sell(6)
  await vi.waitFor(() => kiosk.level(), PATIENCE)
  await expectAllOnce({ connect: () => enter(hub, 'settler.north') }, kiosk.ledger)
})

test('who is enrolled is let through, and who is dismissed no more', async () => {
  const late = { site: KIOSK.site, terminal: 'gate-09' }
  const member = { role: 'terminal', site: late.site, name: late.terminal } as const
  await enrol(folder, member)
  await reload()
  const terminal = await enter(leaf, nameOf(late), inboxPrefix(late))
  await vi.waitFor(() => publish(terminal, journalSubject(late)), PATIENCE)
  const secret = secretOf(nameOf(late))
  await terminal.close()
  await dismiss(folder, member)
  await reload()
  await expect(enter(leaf, nameOf(late), inboxPrefix(late), secret)).rejects.toThrow('Authorization')
})

const publish = (by: NatsConnection, subject: string) =>
  jetstream(by).publish(subject, 'forged', { timeout: 2000 })

async function expectNothingOf(thief: NatsConnection, other: FleetTerminal): Promise<void> {
  const manager = await jetstreamManager(thief, { checkAPI: false, timeout: 2000 })
  const entries = async () => {
    const streams = (await jetstreamManager(settler)).streams
    const names = [STREAMS.journal, STREAMS.outcomes, STREAMS.lanes]
    return Promise.all(names.map(async (name) => (await streams.info(name)).state.messages))
  }
  const before = await entries()
  const written = [journalSubject(other), outcomeSubject(other), outcomeSubject(KIOSK), 'tapsyr.lane.lane-1']
  for (const subject of [...written, `tapsyr.journal.3.${nameOf(other)}`])
    await expect(publish(thief, subject)).rejects.toThrow()
  expect(await entries()).toEqual(before)

  const consumer = {
    durable_name: consumerName(other),
    ack_policy: AckPolicy.Explicit,
    filter_subject: outcomeSubject(other),
  }
  await expect(manager.consumers.add(STREAMS.outcomes, consumer)).rejects.toThrow()
  await expect(manager.streams.getMessage(STREAMS.outcomes, { seq: 1 })).rejects.toThrow()
  await expect(manager.streams.delete(STREAMS.journal)).rejects.toThrow()
  const heard: string[] = []
  for (const subject of ['tapsyr.>', outcomeSubject(other), `${inboxPrefix(other)}.>`])
    thief.subscribe(subject, { callback: (error, message) => void (error ?? heard.push(message.string())) })
  await thief.flush()
  await jetstream(settler).publish(outcomeSubject(other), 'not for thieves')
  // Behind it on the way that it would take: once this is answered, the other was not let through.
  await jetstream(thief).publish(journalSubject(KIOSK), 'its own', { timeout: 5000 })
  expect(heard).not.toContain('not for thieves')
}

test('with a terminal’s key nobody gets at another one’s through the station', async () => {
  const thief = await enter(leaf, nameOf(KIOSK), inboxPrefix(KIOSK))
  await expectNothingOf(thief, NEIGHBOUR)
  await thief.close()
  await expect(enter(leaf, nameOf(FAR), inboxPrefix(FAR))).rejects.toThrow('Authorization')
})

test('with the station’s own password nobody gets at another station’s terminals', async () => {
  const own = emptyFolder()
  const remote = `{ url: "${upstream}", account: FLEET, tls { ca_file: "${hub.ca}" } }`
  const accounts = 'accounts { FLEET { users: [{ user: thief, password: thief }] } }'
  writeFileSync(
    join(own, 'thief.conf'),
    `listen: "127.0.0.1:-1"\n${accounts}\ndefault_js_domain: { FLEET: "" }\nleafnodes { remotes: [${remote}] }`,
  )
  const server = await launchNats(own, 'thief.conf', {})
  const thief = await connect({
    port: server.port,
    user: 'thief',
    pass: 'thief',
    inboxPrefix: inboxPrefix(KIOSK),
  })
  await vi.waitFor(() => publish(thief, journalSubject(KIOSK)), PATIENCE)
  await expectNothingOf(thief, FAR)
  await thief.close()
  await server.end('SIGKILL')
})

import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import {
  consumerName,
  type FleetTerminal,
  healthSubject,
  inboxPrefix,
  journalSubject,
  outcomeSubject,
  STREAMS,
} from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import { fail, ok } from '#src/result.ts'
import { tillItself } from '#src/staff/till-itself.ts'
import { dismiss, enrol } from '../../cli/fleet/members.ts'
import { connectSettler } from '../../settler/connect.ts'
import { holdLane } from '../../settler/hold.ts'
import { makeStreams } from '../../settler/streams.ts'
import { acceptedPayment, id, MERCHANT } from '../fakes/accepted.ts'
import { fakeChain } from '../fakes/chain.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'
import { FIGURES, KIOSK, openKiosk } from '../main/fleet/kiosk.ts'
import { partsOf } from '../settler/harness.ts'
import { type FleetServer, startFleetServer } from '../support/fleet-server.ts'

/** The very configuration that an operator takes, with its TLS and its rights, in a real server. */
const folder = emptyFolder()
const MINE = KIOSK
const OTHER = { site: 'almaty-1', terminal: 'gate-08' }
const memberOf = ({ site, terminal }: FleetTerminal) => ({ role: 'terminal', site, name: terminal }) as const

let server: FleetServer
let settler: NatsConnection

beforeAll(async () => {
  await enrol(folder, { role: 'settler', name: 'north' })
  await enrol(folder, memberOf(MINE))
  await enrol(folder, memberOf(OTHER))
  server = await startFleetServer(folder)
  settler = await enter('settler.north')
  await makeStreams(settler)
})

afterAll(async () => {
  await settler?.close()
  await server?.stop()
})

const secretOf = (name: string): Buffer => readFileSync(join(folder, 'keys', `${name}.nk`))

/** Connects with the secret of a member, and what else is asked for. */
const enter = (name: string, options: { readonly inboxPrefix?: string; readonly secret?: Uint8Array } = {}) =>
  connect({
    servers: server.url,
    tls: { caFile: server.ca },
    authenticator: nkeyAuthenticator(options.secret ?? secretOf(name)),
    reconnect: false,
    ...(options.inboxPrefix && { inboxPrefix: options.inboxPrefix }),
  })

/** A terminal with its own secret. */
const asTerminal = (whose: FleetTerminal) =>
  enter(`${whose.site}.${whose.terminal}`, { inboxPrefix: inboxPrefix(whose) })

const say = (to: NatsConnection, subject: string, text: string) =>
  jetstream(to).publish(subject, text, { timeout: 2000 })
const consume = async (
  by: NatsConnection,
  whose: FleetTerminal,
  filter: string,
  stream: string = STREAMS.outcomes,
) =>
  (await jetstreamManager(by, { checkAPI: false })).consumers.add(stream, {
    durable_name: consumerName(whose),
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    filter_subject: filter,
  })

test('a terminal writes its journal, into the partition of its site and its name', async () => {
  const mine = await asTerminal(MINE)
  const { seq } = await say(mine, journalSubject(MINE), 'an entry')
  const kept = await (await jetstreamManager(settler)).streams.getMessage(STREAMS.journal, { seq })
  expect(kept?.string()).toBe('an entry')
  expect(kept?.subject).toMatch(/^tapsyr\.journal\.\d+\.almaty-1\.gate-07$/)
  await mine.close()
})

test('it reads what is for it, and takes it off', async () => {
  const mine = await asTerminal(MINE)
  await say(settler, outcomeSubject(MINE), 'mine')
  await say(settler, outcomeSubject(OTHER), 'not mine')
  await consume(mine, MINE, outcomeSubject(MINE))
  const consumer = await jetstream(mine, { checkAPI: false }).consumers.get(
    STREAMS.outcomes,
    consumerName(MINE),
  )
  const read: string[] = []
  for await (const message of await consumer.fetch({ max_messages: 2, expires: 1000 })) {
    read.push(message.string())
    expect(await message.ackAck()).toBe(true)
  }
  expect(read).toEqual(['mine'])
  await mine.close()
})

test('the terminal itself needs no more than its rights', async () => {
  const kiosk = await openKiosk({
    folder: emptyFolder(),
    url: server.url,
    more: { credentials: join(folder, 'keys', 'almaty-1.gate-07.nk'), ca: server.ca },
  })
  onTestFinished(() => kiosk.stop())
  await kiosk.sell(1)
  await kiosk.level()
  const outcome = { type: 'refused', refusals: [{ id: id(1), code: 'PAYER_NO_FUNDS' }] }
  await say(settler, outcomeSubject(MINE), JSON.stringify({ v: 1, outcome }))
  await vi.waitFor(() => expect(kiosk.ledger.payment(id(1))?.state).toBe('refused'), { timeout: 60_000 })
  const last = await (await jetstreamManager(settler)).streams.getMessage(STREAMS.health, {
    last_by_subj: healthSubject(MINE),
  })
  expect(last?.string()).toBe(FIGURES)
  expect(kiosk.faults).toEqual([])
})

test('nor does one whose disk was put back: it reads in its own journal what was voided', async () => {
  const more = { credentials: join(folder, 'keys', 'almaty-1.gate-07.nk'), ca: server.ca }
  const [disk, image] = [emptyFolder(), emptyFolder()]
  const open = async (at: string) => {
    const kiosk = await openKiosk({ folder: at, url: server.url, more })
    onTestFinished(() => kiosk.stop().catch(() => undefined))
    return kiosk
  }
  const first = await open(disk)
  await first.sell(1)
  await first.level()
  await first.stop()
  cpSync(disk, image, { recursive: true })
  const second = await open(disk)
  await second.ledger.record({ type: 'voided', id: id(1), by: tillItself('gate-07'), cancellation: null })
  await second.level()
  await second.stop()
  const restored = await open(image)
  await vi.waitFor(() => expect(restored.restarts()).toBe(1), { timeout: 60_000 })
  expect(restored.ledger.payment(id(1))?.state).toBe('voided')
  await restored.stop()
  const anew = await open(image)
  await anew.level()
  expect(anew.restarts()).toBe(0)
})

test('neither does a settler: what the terminal took comes back settled', async () => {
  const kiosk = await openKiosk({
    folder: emptyFolder(),
    url: server.url,
    more: { credentials: join(folder, 'keys', 'almaty-1.gate-07.nk'), ca: server.ca },
  })
  const chain = fakeChain()
  const credentials = join(folder, 'keys', 'settler.north.nk')
  const broker = { servers: [server.url], credentials, ca: join(folder, 'cert.pem'), replicas: 1 }
  const connection = must(await connectSettler({ name: 'north', broker }))
  const held = holdLane(partsOf(connection, chain))
  onTestFinished(async () => {
    await Promise.all([held.stop(), kiosk.stop()])
    await connection.close()
  })
  const { from, value } = acceptedPayment(2).authorization
  chain.fund(from, value)
  await kiosk.sell(2)
  await vi.waitFor(
    () => {
      chain.mine()
      expect(kiosk.ledger.payment(id(2))?.state).toBe('settled')
    },
    { timeout: 60_000 },
  )
  expect(chain.balanceOf(MERCHANT)).toBe(value)
  const late = await kiosk.fleet.recalls.during(id(2), async () => ok())
  expect(late).toMatchObject(fail('VOID_TOO_LATE', 'the fleet has sent it'))
})

test('with the key of another one it tells nothing, and works on', async () => {
  const kiosk = await openKiosk({
    folder: emptyFolder(),
    url: server.url,
    more: { credentials: join(folder, 'keys', 'almaty-1.gate-08.nk'), ca: server.ca },
  })
  onTestFinished(() => kiosk.stop())
  await vi.waitFor(() => expect(kiosk.said.join()).toMatch(/Permissions|FLEET/), { timeout: 60_000 })
  await kiosk.sell(1)
  expect(kiosk.fleet.state()).toMatchObject({ behind: 2, takenAt: null })
  expect(kiosk.fleet.isHeld(id(1))).toBe(false)
})

test('with its credentials nobody writes or reads what is another terminal’s', async () => {
  const thief = await asTerminal(MINE)
  const streams = (await jetstreamManager(settler)).streams
  const before = (await streams.info(STREAMS.journal)).state.messages
  await expect(say(thief, journalSubject(OTHER), 'forged')).rejects.toThrow()
  await expect(say(thief, 'tapsyr.journal.3.almaty-1.gate-08', 'forged')).rejects.toThrow('Permissions')
  await expect(say(thief, outcomeSubject(MINE), 'forged')).rejects.toThrow('Permissions')
  await expect(say(thief, 'tapsyr.lane.north', 'forged')).rejects.toThrow('Permissions')
  expect((await streams.info(STREAMS.journal)).state.messages).toBe(before)

  await expect(consume(thief, OTHER, outcomeSubject(OTHER))).rejects.toThrow('Permissions')
  await expect(consume(thief, MINE, outcomeSubject(OTHER))).rejects.toThrow('Permissions')
  await expect(consume(thief, MINE, 'tapsyr.outcome.almaty-1.*')).rejects.toThrow()
  const { journal } = STREAMS
  await expect(consume(thief, MINE, storedSubject(OTHER), journal)).rejects.toThrow('Permissions')
  await expect(consume(thief, OTHER, storedSubject(OTHER), journal)).rejects.toThrow('Permissions')
  await expect(consume(thief, MINE, 'tapsyr.journal.>', journal)).rejects.toThrow('Permissions')
  const manager = await jetstreamManager(thief, { checkAPI: false })
  await expect(manager.streams.getMessage(STREAMS.outcomes, { seq: 2 })).rejects.toThrow()
  await expect(manager.streams.delete(STREAMS.journal)).rejects.toThrow()
  expect(await isHeard(thief, `${inboxPrefix(MINE)}.1`)).toBe(true)
  for (const subject of ['tapsyr.>', outcomeSubject(OTHER), `${inboxPrefix(OTHER)}.>`, '$KV.>', '_INBOX.>'])
    expect(await isHeard(thief, subject)).toBe(false)
  await thief.close()
})

/** Whether a subscription is let in: the server says no before it answers the ping behind it. */
async function isHeard(by: NatsConnection, subject: string): Promise<boolean> {
  let isRefused = false
  by.subscribe(subject, {
    callback: (error) => {
      isRefused ||= error !== null
    },
  })
  await by.flush()
  return !isRefused
}

test('a dismissed terminal is let in no more, and one that was in is put out', async () => {
  const other = await asTerminal(OTHER)
  const closed = other.closed()
  const name = `${OTHER.site}.${OTHER.terminal}`
  const secret = secretOf(name)
  expect((await dismiss(folder, memberOf(OTHER))).ok).toBe(true)
  await server.reload()
  await closed
  await expect(enter(name, { inboxPrefix: inboxPrefix(OTHER), secret })).rejects.toThrow('Authorization')
})

test('nobody is let in without a key, nor without TLS', async () => {
  await expect(
    connect({ servers: server.url, tls: { caFile: server.ca }, reconnect: false }),
  ).rejects.toThrow('Authorization')
  await expect(connect({ servers: server.url, reconnect: false })).rejects.toThrow(/self.signed/)
})

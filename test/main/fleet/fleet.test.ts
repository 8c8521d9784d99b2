import { existsSync, readdirSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { NO_FLEET, openFleet } from '#main/fleet/fleet.ts'
import { noLayers } from '#main/fleet/layers.ts'
import { outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import type { Outcome } from '#src/fleet/outcome.ts'
import { fail, ok } from '#src/result.ts'
import { id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { type Broker, startBroker } from '../../support/nats.ts'
import { open } from '../ledger/open.ts'
import { FIGURES, journalOf, KIOSK, openKiosk } from './kiosk.ts'

const PATIENCE = { timeout: 60_000, interval: 20 }
const PROOF = { txHash: id(0x7a), blockHash: id(0xb10c), blockNumber: 7, logIndex: 0 }
const confirmed: Outcome = { type: 'confirmed', proofs: [{ id: id(1), proof: PROOF }] }
const settled: Outcome = { type: 'settled', ids: [id(1)] }

let broker: Broker
beforeAll(async () => {
  broker = await startBroker()
})
afterAll(() => broker.close())

async function kioskAt(url: string, folder = emptyFolder()) {
  const kiosk = await openKiosk({ folder, url })
  onTestFinished(() => kiosk.stop())
  return kiosk
}

/** What settlers say, each word as often as it is in the list. */
async function say(...outcomes: Outcome[]): Promise<void> {
  const connection = await broker.connect()
  for (const outcome of outcomes)
    await jetstream(connection).publish(outcomeSubject(KIOSK), JSON.stringify({ v: 1, outcome }))
  await connection.close()
}

test('a terminal without a fleet has none, and no file of one', async () => {
  const folder = emptyFolder()
  const { ledger } = await open(join(folder, 'journal'))
  onTestFinished(() => ledger.close())
  const before = readdirSync(folder)
  const fleet = await openFleet({
    ...{ config: { terminal: { id: 'till 1' }, chain: { alarmHours: 24 } }, userData: folder, ledger },
    ...{ clock: systemClock, randomBytes: (n) => new Uint8Array(n), onWritten: () => undefined },
    ...{ faults: { note: () => undefined, clear: () => undefined }, log: () => undefined },
    ...{ figures: async () => FIGURES, layers: noLayers(null, null) },
  })
  expect(fleet).toBe(NO_FLEET)
  expect(readdirSync(folder)).toEqual(before)
})

test('outcomes that come twice, and rubbish between them, are written once and in their order', async () => {
  const kiosk = await kioskAt(broker.url)
  await kiosk.sell(1)
  await kiosk.level()
  await say(confirmed, confirmed)
  const connection = await broker.connect()
  await jetstream(connection).publish(outcomeSubject(KIOSK), 'rubbish')
  await say(settled, confirmed, settled)
  await vi.waitFor(() => expect(kiosk.ledger.payment(id(1))?.state).toBe('settled'), PATIENCE)
  await vi.waitFor(async () => {
    const { consumers } = await jetstreamManager(connection)
    const { num_pending, num_ack_pending } = await consumers.info(STREAMS.outcomes, 'almaty-1_gate-07')
    expect([num_pending, num_ack_pending]).toEqual([0, 0])
  }, PATIENCE)
  const types = (await journalOf(kiosk.ledger)).map(({ fact }) => fact.type)
  expect(types).toEqual(['opened', 'accepted', 'confirmed', 'settled'])
  // They go up, too: the operator sees what the terminal has understood.
  await kiosk.level()
})

test('an outcome of a night without the terminal is there when it comes back', async () => {
  const folder = emptyFolder()
  const first = await openKiosk({ folder, url: broker.url })
  await first.sell(1)
  await first.level()
  await first.stop()
  await say(confirmed, settled)
  const second = await kioskAt(broker.url, folder)
  await vi.waitFor(() => expect(second.ledger.payment(id(1))?.state).toBe('settled'), PATIENCE)
})

test('a payment is left to the fleet as long as there is one', async () => {
  const own = await startBroker()
  onTestFinished(own.close)
  const kiosk = await kioskAt(own.url)
  await kiosk.level()
  await kiosk.sell(1)
  expect(kiosk.fleet.isHeld(id(1))).toBe(true)
  await kiosk.level()
  expect(kiosk.fleet.isHeld(id(1))).toBe(true)
})

test('a void of what has left asks the settler, and holds nothing up afterwards', async () => {
  const own = await startBroker()
  onTestFinished(own.close)
  const settler = await own.connect()
  settler.subscribe('tapsyr.recalls.*.*.*', {
    callback(_error, message) {
      message.respond(JSON.stringify({ v: 1, answer: 'released' }))
    },
  })
  const kiosk = await kioskAt(own.url)
  await kiosk.sell(1)
  await kiosk.level()
  const voided = await kiosk.fleet.recalls.during(id(1), async () => {
    expect(kiosk.fleet.isHeld(id(1))).toBe(false)
    await kiosk.sell(2)
    return ok('voided')
  })
  expect(voided).toEqual(ok('voided'))
  await kiosk.level()
})

test('without the fleet, what has not left is taken back and what has is not', async () => {
  const own = await startBroker()
  onTestFinished(own.close)
  const folder = emptyFolder()
  const first = await openKiosk({ folder, url: own.url })
  await first.sell(1)
  await first.level()
  await first.stop()
  await own.stop()
  const second = await kioskAt(own.url, folder)
  await second.sell(2)
  const during = (n: number) => second.fleet.recalls.during(id(n), async () => ok('voided'))
  expect(await during(2)).toEqual(ok('voided'))
  expect(await during(1)).toMatchObject(fail('VOID_TOO_LATE'))
  expect([1, 2].map((n) => second.fleet.isHeld(id(n)))).toEqual([true, false])
})

/** A server that lets everybody in and never says a word. */
async function silentServer(): Promise<string> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return `nats://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

test.each([
  ['nobody', async () => 'nats://127.0.0.1:9'],
  ['a silent server', silentServer],
])('with %s there the terminal sells, keeps its payments to itself, and ends soon', async (_, url) => {
  const folder = emptyFolder()
  const kiosk = await openKiosk({ folder, url: await url() })
  await kiosk.sell(1, 2, 3)
  expect(kiosk.fleet.state()).toEqual({ connected: false, behind: 4, takenAt: null, layers: null })
  expect(kiosk.fleet.isHeld(id(1))).toBe(false)
  expect(kiosk.faults).toEqual([])
  const begun = performance.now()
  await kiosk.stop()
  // Two seconds for the connection and two for the disk, by its own clock.
  expect(performance.now() - begun).toBeLessThan(15_000)
  expect(existsSync(join(folder, 'fleet-cursor.json'))).toBe(false)
})

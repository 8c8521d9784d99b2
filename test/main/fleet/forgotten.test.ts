import { jetstream } from '@nats-io/jetstream'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { commandSubject, outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import type { Outcome } from '#src/fleet/outcome.ts'
import { id } from '../../fakes/accepted.ts'
import { aCommand } from '../../fakes/command.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { orderKey, sealedBy } from '../../fakes/sealed.ts'
import { type Broker, startBroker } from '../../support/nats.ts'
import { copyStore } from '../../support/store-copy.ts'
import { expectAllOnce, KIOSK, type Kiosk, openKiosk } from './kiosk.ts'

/** A broker that comes back with less than it had acknowledged. */

vi.setConfig({ testTimeout: 120_000 })

const PATIENCE = { timeout: 60_000, interval: 20 }
const operator = orderKey()

let broker: Broker
beforeEach(async () => {
  broker = await startBroker()
})
afterEach(() => broker?.close())

async function open(): Promise<Kiosk> {
  const kiosk = await openKiosk({ folder: emptyFolder(), url: broker.url, operatorKeys: [operator.key] })
  onTestFinished(() => kiosk.stop())
  return kiosk
}

async function say(subject: string, text: string): Promise<void> {
  const connection = await broker.connect()
  await jetstream(connection).publish(subject, text)
  await connection.close()
}
const settle = (n: number) => {
  const proof = { txHash: id(0x7a), blockHash: id(0xb10c), blockNumber: 7, logIndex: n }
  const outcome: Outcome = { type: 'confirmed', proofs: [{ id: id(n), proof }] }
  return say(outcomeSubject(KIOSK), JSON.stringify({ v: 1, outcome }))
}
const command = (type: 'restart' | 'update') =>
  say(commandSubject(KIOSK), Buffer.from(sealedBy(operator.secret, aCommand({ type }))).toString())

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

test.each([
  ['a part', 100],
  ['all', 0],
])('what the stream has forgotten of a journal, %s of it, is sent again', async (_, before) => {
  const early = before === 0 ? await copyStore(broker) : undefined
  const kiosk = await open()
  await kiosk.sell(...range(1, before))
  await kiosk.level()
  const copy = early ?? (await copyStore(broker))
  await kiosk.sell(...range(before + 1, 180))
  await kiosk.level()
  await copy.putBackMessages(STREAMS.journal)
  await vi.waitFor(() => expect(kiosk.said.join()).toContain('the fleet has forgotten'), PATIENCE)
  await kiosk.level()
  await expectAllOnce(broker, kiosk.ledger)
  expect(kiosk.restarts()).toBe(0)
})

test('nothing is sent again, and nothing said, when the broker comes back with all it had', async () => {
  const kiosk = await open()
  await kiosk.sell(1, 2, 3)
  await kiosk.level()
  await broker.kill()
  await broker.start()
  await kiosk.sell(4)
  await kiosk.level()
  await expectAllOnce(broker, kiosk.ledger)
  expect(kiosk.said.join()).not.toContain('forgotten')
})

test('what stands in place of forgotten outcomes and commands is heard, and nothing is done twice', async () => {
  const kiosk = await open()
  await kiosk.sell(1, 2, 3)
  await kiosk.level()
  await command('restart')
  await vi.waitFor(() => expect(kiosk.restarts()).toBe(1), PATIENCE)
  const copy = await copyStore(broker)
  await kiosk.level()
  await settle(1)
  await settle(2)
  await command('update')
  await vi.waitFor(() => expect(kiosk.updates()).toBe(1), PATIENCE)
  await vi.waitFor(() => expect(kiosk.ledger.payment(id(2))?.state).toBe('confirmed'), PATIENCE)
  await copy.putBackMessages(STREAMS.outcomes, STREAMS.commands)
  await settle(3)
  await command('update')
  await vi.waitFor(() => expect(kiosk.updates()).toBe(2), PATIENCE)
  await vi.waitFor(() => expect(kiosk.ledger.payment(id(3))?.state).toBe('confirmed'), PATIENCE)
  expect(kiosk.restarts()).toBe(1)
  expect(await kiosk.notes()).toHaveLength(3)
})

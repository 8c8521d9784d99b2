import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { type CommandDesk, createCommandDesk } from '#main/fleet/command-desk.ts'
import { type CommandMemory, openCommandMemory } from '#main/fleet/command-memory.ts'
import { runCommands } from '#main/fleet/commands.ts'
import { createLogOrders } from '#main/fleet/log-orders.ts'
import type { Command } from '#src/fleet/command.ts'
import { BUNDLE_HEADERS, newestBundle } from '#src/fleet/log-bundle.ts'
import { commandSubject, consumerName, logsSubject, STREAMS } from '#src/fleet/names.ts'
import { aCommand } from '../../fakes/command.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { orderKey, sealedBy } from '../../fakes/sealed.ts'
import { type Broker, startBroker } from '../../support/nats.ts'
import { KIOSK, openKiosk } from './kiosk.ts'

const PATIENCE = { timeout: 60_000, interval: 20 }
const operator = orderKey()
const sealed = (content: object) => Buffer.from(sealedBy(operator.secret, content)).toString()

let broker: Broker
let connection: NatsConnection
beforeAll(async () => {
  broker = await startBroker()
  connection = await broker.connect()
})
afterAll(() => broker?.close())
beforeEach(async () => {
  const { streams, consumers } = await jetstreamManager(connection)
  await streams.purge(STREAMS.commands)
  await consumers.delete(STREAMS.commands, consumerName(KIOSK)).catch(() => undefined)
})

const give = (text: string) => jetstream(connection).publish(commandSubject(KIOSK), text)

async function kiosk(folder = emptyFolder(), more: { diagnostics?: () => Promise<string> } = {}) {
  const opened = await openKiosk({ folder, url: broker.url, operatorKeys: [operator.key], ...more })
  onTestFinished(() => opened.stop())
  return opened
}

/** The stream has nothing more for the kiosk, and waits for no word of it. */
const allTaken = () =>
  vi.waitFor(async () => {
    const { consumers } = await jetstreamManager(connection)
    const { num_pending, num_ack_pending } = await consumers.info(STREAMS.commands, consumerName(KIOSK))
    expect([num_pending, num_ack_pending]).toEqual([0, 0])
  }, PATIENCE)

test('what an operator signs is done once, however often it is in the stream', async () => {
  const one = await kiosk()
  const restart = sealed(aCommand({ type: 'restart' }))
  const update = sealed(aCommand({ type: 'update' }))
  for (const text of [restart, update, restart, update]) await give(text)
  await allTaken()
  await vi.waitFor(() => expect([one.restarts(), one.updates()]).toEqual([1, 1]), PATIENCE)
  expect(await one.notes()).toEqual([
    expect.stringMatching(/^restart 0x[0-9a-f]{32}, signed by /),
    expect.stringMatching(/^update 0x/),
  ])
  // They go up, as everything that the journal has.
  await one.level()
})

test('with a damaged memory, what the journal says was taken is not done again', async () => {
  const folder = emptyFolder()
  const one = await openKiosk({ folder, url: broker.url, operatorKeys: [operator.key] })
  const restart = sealed(aCommand({ type: 'restart' }))
  await give(restart)
  await vi.waitFor(() => expect(one.restarts()).toBe(1), PATIENCE)
  await one.stop()
  writeFileSync(join(folder, 'fleet-commands.json'), '{"v":1,"had":[{')
  const two = await kiosk(folder)
  await give(restart)
  await give(sealed(aCommand({ type: 'update' })))
  await vi.waitFor(() => expect(two.updates()).toBe(1), PATIENCE)
  expect(two.restarts()).toBe(0)
  expect(await two.notes()).toEqual([
    ...[expect.stringMatching(/^restart 0x/), expect.stringMatching(/^update 0x/)],
  ])
})

test('out of service outlives a restart, and in service ends it', async () => {
  const folder = emptyFolder()
  const one = await openKiosk({ folder, url: broker.url, operatorKeys: [operator.key] })
  await give(sealed(aCommand({ type: 'out-of-service', reason: 'New reader' })))
  await vi.waitFor(() => expect(one.closed()).toMatchObject({ reason: 'New reader', by: 'Aigul' }), PATIENCE)
  await one.stop()
  const two = await kiosk(folder)
  expect(two.closed()).toMatchObject({ reason: 'New reader' })
  await give(sealed(aCommand({ type: 'in-service' })))
  await vi.waitFor(() => expect(two.closed()).toBeNull(), PATIENCE)
})

test('a wrong key, another’s command, an expired one and rubbish hold nothing up', async () => {
  const one = await kiosk()
  const forged = Buffer.from(sealedBy(orderKey().secret, aCommand({ type: 'restart' }))).toString()
  const others = sealed(aCommand({ type: 'restart' }, { terminal: 'gate-08' }))
  const expired = sealed(aCommand({ type: 'restart' }, { issuedAt: 1, expiresAt: 2 }))
  for (const text of ['', 'rubbish', forged, others, expired, forged]) await give(text)
  await give(sealed(aCommand({ type: 'update' })))
  await vi.waitFor(() => expect(one.updates()).toBe(1), PATIENCE)
  await allTaken()
  expect(one.restarts()).toBe(0)
  expect(await one.notes()).toEqual([
    expect.stringContaining('refused: FLEET_ORDER_INVALID'),
    expect.stringContaining('refused: FLEET_ORDER_INVALID'),
    'refused: FLEET_SIGNATURE_INVALID',
    expect.stringMatching(/^refused: restart 0x.*, for-another-terminal$/),
    expect.stringMatching(/^refused: restart 0x.*, expired$/),
    expect.stringMatching(/^update 0x/),
  ])
})

test('a terminal whose configuration trusts no operator reads no command', async () => {
  const one = await openKiosk({ folder: emptyFolder(), url: broker.url })
  onTestFinished(() => one.stop())
  await give(sealed(aCommand({ type: 'restart' })))
  await one.level()
  const { consumers } = await jetstreamManager(connection)
  await expect(consumers.info(STREAMS.commands, consumerName(KIOSK))).rejects.toThrow('not found')
  expect(await one.notes()).toEqual([])
})

/** The program's part in commands alone, which a test can end between any two of its steps. */
function program(memory: CommandMemory) {
  const [begin, note] = [vi.fn(), vi.fn(async () => undefined)]
  const log = () => undefined
  const desk = createCommandDesk({
    ...{ whose: KIOSK, operatorKeys: [operator.key], memory, note, log, now: systemClock.now },
    duties: { prepare: async () => undefined, begin, stop: () => undefined },
  })
  const end = new AbortController()
  const run = async (through: Pick<CommandDesk, 'take'> = desk) => {
    const own = await broker.connect()
    end.signal.addEventListener('abort', () => void own.close())
    const parts = { logs: createLogOrders(), diagnostics: async () => '', note, log, clock: systemClock }
    await runCommands({ whose: KIOSK, desk: through, ...parts }, own, end.signal).finally(() => own.close())
  }
  return { desk, begin, note, run, end }
}
const killed = new Error('killed')
const memoryIn = (path: string) => openCommandMemory({ path, noted: async () => [], log: () => undefined })

test('killed between the memory and the word to the broker, it is given out again and not done again', async () => {
  const path = join(emptyFolder(), 'fleet-commands.json')
  await give(sealed(aCommand({ type: 'restart' })))
  const first = program(await memoryIn(path))
  const dying = {
    async take(text: string) {
      await first.desk.take(text)
      throw killed
    },
  }
  await expect(first.run(dying)).rejects.toThrow(killed)
  const second = program(await memoryIn(path))
  const running = second.run().catch(() => undefined)
  await allTaken()
  second.end.abort()
  await running
  expect([first.begin.mock.calls.length, second.begin.mock.calls.length]).toEqual([0, 0])
  expect([first.note.mock.calls.length, second.note.mock.calls.length]).toEqual([1, 0])
})

test('killed between the note and the memory, it is given out again and done once', async () => {
  const path = join(emptyFolder(), 'fleet-commands.json')
  await give(sealed(aCommand({ type: 'restart' })))
  const kept = await memoryIn(path)
  const first = program({ ...kept, keep: async () => Promise.reject(killed) })
  await expect(first.run()).rejects.toThrow(killed)
  const second = program(await memoryIn(path))
  const running = second.run().catch(() => undefined)
  await allTaken()
  second.end.abort()
  await running
  expect([first.begin.mock.calls.length, second.begin.mock.calls.length]).toEqual([0, 1])
})

/** The newest whole bundle in the stream. */
async function bundle() {
  const { streams } = await jetstreamManager(connection)
  const { state } = await streams.info(STREAMS.logs)
  const parts = []
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await streams.getMessage(STREAMS.logs, { seq })
    expect(message?.subject).toBe(logsSubject(KIOSK))
    const of = (name: string) => message?.header.get(name) ?? ''
    parts.push({
      ...{ id: of(BUNDLE_HEADERS.id), sha256: of(BUNDLE_HEADERS.sha256) },
      ...{ part: Number(of(BUNDLE_HEADERS.part)), of: Number(of(BUNDLE_HEADERS.of)) },
      bytes: message?.data ?? new Uint8Array(),
    })
  }
  return { parts, newest: newestBundle(parts) }
}

test('logs come up byte for byte, in parts of half a megabyte', async () => {
  const diagnostics = `${randomBytes(600_000).toString('hex')}ҚазақшаӘ`
  const one = await kiosk(emptyFolder(), { diagnostics: async () => diagnostics })
  const command: Command = aCommand({ type: 'send-logs' })
  await give(sealed(command))
  await vi.waitFor(async () => expect(await one.notes()).toHaveLength(2), PATIENCE)
  const { parts, newest } = await bundle()
  expect(parts.map(({ bytes }) => bytes.length <= 524_288)).toEqual([true, true, true])
  expect(newest?.id).toBe(command.id)
  expect(Buffer.from(newest?.bytes ?? []).toString()).toBe(diagnostics)
  expect((await one.notes())[1]).toMatch(/^send-logs 0x.* sent: 3 parts, SHA-256 [0-9a-f]{16}…$/)
})

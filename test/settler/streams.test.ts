import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { journalSubject, outcomeSubject, STREAMS, terminalOf } from '#src/fleet/names.ts'
import { makeStreams } from '../../settler/streams.ts'
import { type Broker, startBroker } from '../support/nats.ts'

let broker: Broker
beforeAll(async () => {
  broker = await startBroker()
})
afterAll(() => broker?.close())

const KIOSK = { site: 'almaty', terminal: 'kiosk-7' }

it('keeps entries of one terminal in one partition, and knows a repeat by its id', async () => {
  const stream = jetstream(await broker.connect())
  const first = await stream.publish(journalSubject(KIOSK), 'a', { msgID: 'one' })
  const again = await stream.publish(journalSubject(KIOSK), 'a', { msgID: 'one' })
  const second = await stream.publish(journalSubject(KIOSK), 'b', { msgID: 'two' })
  expect([first, again, second].map(({ seq, duplicate }) => ({ seq, duplicate }))).toEqual([
    { seq: 1, duplicate: false },
    { seq: 1, duplicate: true },
    { seq: 2, duplicate: false },
  ])
  const manager = await jetstreamManager(await broker.connect())
  const kept = await Promise.all([1, 2].map((seq) => manager.streams.getMessage(STREAMS.journal, { seq })))
  const subjects = kept.map((message) => message?.subject ?? '')
  expect(subjects[0]).toMatch(/^tapsyr\.journal\.(\d|1[0-5])\.almaty\.kiosk-7$/)
  expect(subjects[1]).toBe(subjects[0])
  expect(subjects.map(terminalOf)).toEqual([KIOSK, KIOSK])
})

it('keeps all when the broker is killed, and leaves streams that are there as they are', async () => {
  const connection = await broker.connect()
  await jetstream(connection).publish(outcomeSubject(KIOSK), 'settled')
  const manager = await jetstreamManager(connection)
  await manager.streams.update(STREAMS.outcomes, { max_msgs: 5000 })
  await broker.kill()
  await broker.start()
  await makeStreams(await broker.connect())
  const { config, state } = await (await jetstreamManager(await broker.connect())).streams.info(
    STREAMS.outcomes,
  )
  expect([config.max_msgs, state.messages]).toEqual([5000, 1])
})

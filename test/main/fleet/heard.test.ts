import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { hasHeardAll } from '#main/fleet/outcomes.ts'
import { consumerName, outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import { type Broker, startBroker } from '../../support/nats.ts'
import { KIOSK } from './kiosk.ts'

let broker: Broker

beforeAll(async () => {
  broker = await startBroker()
})
afterAll(() => broker.close())

test('all is heard when what the stream has was taken and acknowledged, and not before', async () => {
  const connection = await broker.connect()
  const heard = () => hasHeardAll(KIOSK, connection, systemClock)
  expect(await heard()).toBe(false)

  const name = consumerName(KIOSK)
  const manager = await jetstreamManager(connection)
  await manager.consumers.add(STREAMS.outcomes, {
    ...{ durable_name: name, filter_subject: outcomeSubject(KIOSK), ack_policy: AckPolicy.Explicit },
    max_ack_pending: 1,
  })
  expect(await heard()).toBe(true)

  await jetstream(connection).publish(outcomeSubject(KIOSK), 'an outcome')
  expect(await heard()).toBe(false)
  const consumer = await jetstream(connection).consumers.get(STREAMS.outcomes, name)
  const message = await consumer.next()
  expect(await heard()).toBe(false)
  // It is asked while the journal is being written.
  const asked = heard()
  expect(await message?.ackAck()).toBe(true)
  expect(await asked).toBe(true)

  await connection.close()
  expect(await heard()).toBe(false)
})

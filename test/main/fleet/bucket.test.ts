import { jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { followKeys, readKey } from '#main/fleet/bucket.ts'
import { BUCKETS } from '#src/fleet/names.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { type Broker, startBroker } from '../../support/nats.ts'

let broker: Broker

beforeAll(async () => {
  broker = await startBroker()
})
afterAll(() => broker?.close())

/** What an operator writes with, by the library's own key-value client. */
const bucketOf = async () => new Kvm(await broker.connect()).open(BUCKETS.layers)

test('the newest of a key is read, and a deleted one is none', async () => {
  const [bucket, reader] = [await bucketOf(), await broker.connect()]
  expect(await readKey(reader, BUCKETS.layers, 'site.one')).toBeUndefined()
  await bucket.put('site.one', 'first')
  await bucket.put('site.one', 'second')
  expect(Buffer.from((await readKey(reader, BUCKETS.layers, 'site.one')) ?? []).toString()).toBe('second')
  await bucket.delete('site.one')
  expect(await readKey(reader, BUCKETS.layers, 'site.one')).toBeUndefined()
})

test('who follows keys hears of what is there, of changes to these alone, and of nothing after the end', async () => {
  const [bucket, reader] = [await bucketOf(), await broker.connect()]
  await bucket.put('fleet', 'old')
  const heard: string[] = []
  const end = new AbortController()
  const following = followKeys(
    {
      bucket: BUCKETS.layers,
      keys: ['fleet', 'site.two'],
      async onValue(key, value) {
        heard.push(`${key} ${Buffer.from(value).toString()}`)
      },
      clock: systemClock,
      log: () => undefined,
    },
    reader,
    end.signal,
  )
  await vi.waitFor(() => expect(heard).toEqual(['fleet old']))
  await bucket.put('site.three', 'not for us')
  await bucket.put('site.two', 'new')
  await bucket.delete('fleet')
  await bucket.put('fleet', 'newer')
  await vi.waitFor(() => expect(heard).toEqual(['fleet old', 'site.two new', 'fleet newer']))
  end.abort()
  await following
  await bucket.put('fleet', 'too late')
  await reader.flush()
  expect(heard).toHaveLength(3)
})

test('a connection that ends, ends it', async () => {
  const reader = await broker.connect()
  const following = followKeys(
    {
      bucket: BUCKETS.layers,
      keys: ['fleet'],
      onValue: () => reader.close(),
      clock: systemClock,
      log: () => undefined,
    },
    reader,
    new AbortController().signal,
  )
  const bucket = await bucketOf()
  await bucket.put('fleet', 'close')
  await expect(
    Promise.race([following, reader.closed().then(() => Promise.reject(new Error('closed')))]),
  ).rejects.toThrow()
})

test('a broker that has no such bucket yet is asked again, and the connection is left to others', async () => {
  const writer = await broker.connect()
  const bucket = await bucketOf()
  const manager = await jetstreamManager(writer)
  const { config } = await manager.streams.info('KV_rates')
  await manager.streams.delete('KV_rates')
  const clock = fakeClock()
  const heard: string[] = []
  const log = vi.fn()
  const reader = await broker.connect()
  const end = new AbortController()
  const following = followKeys(
    {
      ...{ bucket: BUCKETS.rates, keys: ['usd-kzt'], clock, log },
      onValue: async (_key, value) => void heard.push(Buffer.from(value).toString()),
    },
    reader,
    end.signal,
  )
  await vi.waitFor(() => expect(log).toHaveBeenCalledOnce(), { timeout: 60_000 })
  await manager.streams.add(config)
  await (await new Kvm(writer).open(BUCKETS.rates)).put('usd-kzt', '536.20')
  await bucket.put('fleet', 'and the connection is of use')
  expect(await readKey(reader, BUCKETS.layers, 'fleet')).toBeDefined()
  await clock.advance(60_000)
  await vi.waitFor(() => expect(heard).toEqual(['536.20']), { timeout: 60_000 })
  end.abort()
  await following
})

import {
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { type NatsConnection, nanos } from '@nats-io/transport-node'
import { BUCKETS, STREAMS } from '#src/fleet/names.ts'

/** How long a lane is its settler's without another word of his. */
export const LEASE_MS = 10_000

/** So long after a message its repeat is known by its id. The lanes know payments for good. */
const REPEATS_MS = 2 * 3_600_000
const DAYS_MS = 24 * 3_600_000

/** Fields of https://docs.nats.io/nats-concepts/jetstream/streams; times in nanoseconds. */
const common = {
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  allow_direct: true,
  duplicate_window: nanos(REPEATS_MS),
} satisfies Partial<StreamConfig>

const CONFIGS = [
  { ...common, name: STREAMS.journal, subjects: ['tapsyr.journal.*.*.*'] },
  { ...common, name: STREAMS.outcomes, subjects: ['tapsyr.outcome.*.*'], max_age: nanos(90 * DAYS_MS) },
  { ...common, name: STREAMS.health, subjects: ['tapsyr.health.*.*'], max_msgs_per_subject: 1 },
  { ...common, name: STREAMS.lanes, subjects: ['tapsyr.lane.*'] },
  { ...common, name: STREAMS.commands, subjects: ['tapsyr.command.*.*'], max_age: nanos(7 * DAYS_MS) },
  {
    ...{ ...common, name: STREAMS.logs, subjects: ['tapsyr.logs.*.*'], max_age: nanos(14 * DAYS_MS) },
    // Some bundles of each: none of them fills the disk that payments need.
    max_msgs_per_subject: 128,
  },
] satisfies (Partial<StreamConfig> & { name: string })[]

/** Makes what the fleet needs of JetStream, and leaves alone what is there: an operator may have set it otherwise. */
export async function makeStreams(
  connection: NatsConnection,
  { replicas = 1, leaseMs = LEASE_MS } = {},
): Promise<void> {
  const manager = await jetstreamManager(connection)
  const there = new Set(await namesOf(manager))
  for (const config of CONFIGS)
    if (!there.has(config.name)) await manager.streams.add({ ...config, num_replicas: replicas })
  const buckets = new Kvm(connection)
  await buckets.create(BUCKETS.leases, { ttl: leaseMs, history: 1, replicas })
  await buckets.create(BUCKETS.cursors, { history: 1, replicas })
  await buckets.create(BUCKETS.layers, { history: 10, replicas })
  await buckets.create(BUCKETS.deny, { history: 1, replicas })
  await buckets.create(BUCKETS.rates, { history: 10, replicas })
}

async function namesOf(manager: JetStreamManager): Promise<string[]> {
  const names: string[] = []
  for await (const name of manager.streams.names()) names.push(name)
  return names
}

import { type ConsumerConfig, DeliverPolicy, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { z } from 'zod'
import { BUCKETS, laneSubject, nameSchema, STREAMS } from '#src/fleet/names.ts'
import { laneEntryAt } from './lane-log.ts'

const seq = z.int().positive()
const time = z.int().nonnegative()

const positionSchema = z.strictObject({
  v: z.literal(1),
  /** The stream's number of the last message of the partition that is in the lane, and the broker's time of it. */
  seq,
  at: time,
  /** Its lane, and the lane's newest entry then: with it, everything up to that message is there. */
  lane: nameSchema,
  entry: z.strictObject({ seq, at: time }).optional(),
})
export type Position = Omit<z.output<typeof positionSchema>, 'v'>

/** From where a consumer begins. */
export type Start = Pick<ConsumerConfig, 'deliver_policy' | 'opt_start_seq' | 'opt_start_time'>

/**
 * How far the partitions are in their lanes. A broker acknowledges before its disk has it, so after a power cut, or
 * with an older copy of its store, a stream may be without its end and give the numbers of it to other messages: a consumer that
 * is kept by number would skip those. A position is therefore kept with the times of what it names, and proven.
 */
export interface Positions {
  /** Behind what is certain to be in the lane. What comes again is known there. */
  start(partition: number): Promise<Start>
  keep(partition: number, position: Position): Promise<void>
}

/** What is older is its terminal's again: no lease lasts longer (src/config/fleet.ts). */
const LONGEST_LEASE_MS = 24 * 3_600_000

/** "_" is in no lane's name, and the bucket has lanes by name. */
const keyOf = (partition: number): string => `partition_${partition}`

export async function openPositions(
  connection: NatsConnection,
  log: (message: string) => void,
): Promise<Positions> {
  const { streams } = await jetstreamManager(connection)
  const bucket = await new Kvm(connection).open(BUCKETS.cursors)

  async function isInStream({ seq: wanted, at }: Position): Promise<boolean> {
    const message = await streams.getMessage(STREAMS.journal, { seq: wanted })
    if (message) return message.time.getTime() === at
    // An operator may have taken the oldest out.
    return wanted < (await streams.info(STREAMS.journal)).state.first_seq
  }

  const newestOf = (lane: string) => streams.getMessage(STREAMS.lanes, { last_by_subj: laneSubject(lane) })

  async function isInLane({ lane, entry }: Position): Promise<boolean> {
    if (!entry) return true
    const message = await streams.getMessage(STREAMS.lanes, { seq: entry.seq })
    if (message) return message.subject === laneSubject(lane) && laneEntryAt(message) === entry.at
    // A lane is purged at its beginning, and never of its newest entry.
    return ((await newestOf(lane))?.seq ?? 0) > entry.seq
  }

  return {
    async start(partition) {
      const kept = readPosition((await bucket.get(keyOf(partition)))?.string())
      if (!kept) return { deliver_policy: DeliverPolicy.All }
      const isLaneWhole = await isInLane(kept)
      if (isLaneWhole && (await isInStream(kept)))
        return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: kept.seq + 1 }
      log(`the broker has lost what it had of partition ${partition}: what it has is taken again`)
      const good = isLaneWhole ? kept.at : ((await newestOf(kept.lane))?.time.getTime() ?? 0)
      const from = Math.max(0, Math.min(kept.at, good) - LONGEST_LEASE_MS)
      return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: new Date(from).toISOString() }
    },
    async keep(partition, position) {
      await bucket.put(keyOf(partition), JSON.stringify({ v: 1, ...position }))
    },
  }
}

function readPosition(text: string | undefined): Position | undefined {
  try {
    return text === undefined ? undefined : positionSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

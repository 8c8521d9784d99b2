import { jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { BUCKETS, bucketStream, keySubject, laneSubject, STREAMS } from '#src/fleet/names.ts'
import type { Clock } from '#src/time/clock.ts'
import { openLaneLog } from './lane-log.ts'
import { createLaneState, type LaneState } from './lane-state.ts'

interface Lanes {
  readonly name: string
  readonly partitions: readonly number[]
}

/** Which lane has which partition, as one text: it has to be the same for all that settle at one time. */
export const tableOf = (lanes: readonly Lanes[]): string =>
  lanes
    .map(({ name, partitions }) => `${name}:${[...partitions].sort((a, b) => a - b).join(',')}`)
    .sort()
    .join(';')

/** Whose a lane is, as the bucket of leases has it. */
export const leaseText = (holder: string, table: string): string => `${holder} ${table}`

/** A settler that has a lane by another table than this; undefined when there is none. */
export async function holderByOther(connection: NatsConnection, table: string): Promise<string | undefined> {
  const { streams } = await jetstreamManager(connection)
  const name = bucketStream(BUCKETS.leases)
  const { state } = await streams.info(name, { subjects_filter: keySubject(BUCKETS.leases, '>') })
  for (const subject of Object.keys(state.subjects ?? {})) {
    const text = (await streams.getMessage(name, { last_by_subj: subject }))?.string() ?? ''
    // A marker of a deletion has no content.
    const [holder = ''] = text.split(' ', 1)
    if (text !== '' && text !== leaseText(holder, table)) return holder
  }
  return undefined
}

/**
 * What the other lanes have taken, and what was taken back from them before it came. A partition that was another
 * lane's has payments there: the lane that has it now must neither take them again nor say that it lets them go.
 */
export async function readOthers(
  connection: NatsConnection,
  lane: string,
  clock: Clock,
): Promise<Pick<LaneState, 'whose' | 'isRecalled'>> {
  const { streams } = await jetstreamManager(connection)
  const { state } = await streams.info(STREAMS.lanes, { subjects_filter: laneSubject('*') })
  const taken = createLaneState()
  for (const subject of Object.keys(state.subjects ?? {})) {
    const other = subject.slice(laneSubject('').length)
    if (other === lane) continue
    const log = await openLaneLog(connection, other, clock)
    await log.read((entry) => {
      if (entry.fact.type === 'rescued' || entry.fact.type === 'noted') taken.take(entry)
    })
  }
  return taken
}

import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { journalSubject, laneSubject, STREAMS } from '#src/fleet/names.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { openLaneLog } from '../../settler/lane-log.ts'
import { openPositions, type Positions } from '../../settler/positions.ts'
import { type Broker, startBroker } from '../support/nats.ts'
import { kiosk } from './harness.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAY_MS = 24 * 3_600_000
const LANE = 'lane-1'
/** Messages of the journal's stream have the numbers 1 to 3, and at these times, ms. */
const times: number[] = []
const entries: JournalEntry[] = []

let broker: Broker
let connection: NatsConnection
let positions: Positions
beforeAll(async () => {
  broker = await startBroker()
  connection = await broker.connect()
  const { streams } = await jetstreamManager(connection)
  const log = await openLaneLog(connection, LANE, systemClock)
  for (const seq of [1, 2, 3]) {
    await jetstream(connection).publish(journalSubject(kiosk(1)), `${seq}`)
    times.push((await streams.getMessage(STREAMS.journal, { seq }))?.time.getTime() ?? 0)
    const written = await log.append([{ type: 'noted', what: 'test', by: null }])
    if (written.ok) entries.push(...written.value)
  }
  positions = await openPositions(connection, () => undefined)
})
afterAll(() => broker?.close())

/** Of partition 0, whose last message is this one, and its lane's newest entry the other. */
async function startAt(
  message: { readonly seq: number; readonly at: number },
  entry: { readonly seq: number; readonly at: number } | undefined,
) {
  await positions.keep(0, { ...message, lane: LANE, ...(entry && { entry }) })
  return positions.start(0)
}
const message = (seq: 1 | 2 | 3) => ({ seq, at: times[seq - 1] ?? 0 })
const entry = (n: 1 | 2 | 3) => ({ seq: entries[n - 1]?.seq ?? 0, at: entries[n - 1]?.at ?? 0 })
const behind = (seq: number) => ({ deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: seq + 1 })
const from = (at: number) => ({
  deliver_policy: DeliverPolicy.StartTime,
  opt_start_time: new Date(at - DAY_MS).toISOString(),
})

it('begins with the first message where nothing is written down', async () => {
  expect(await positions.start(7)).toEqual({ deliver_policy: DeliverPolicy.All })
})

it('goes on behind the last message when all is as it was', async () => {
  expect(await startAt(message(2), entry(2))).toEqual(behind(2))
  expect(await startAt(message(3), entry(3))).toEqual(behind(3))
  expect(await startAt(message(1), undefined)).toEqual(behind(1))
})

it('goes back a day when the message is gone from the end, or another has its number', async () => {
  const at = message(3).at
  expect(await startAt({ seq: 4, at }, entry(3))).toEqual(from(at))
  expect(await startAt({ seq: 2, at: at + 1 }, entry(3))).toEqual(from(at + 1))
})

it('goes back to a day before what its lane has, when that has lost an entry or has another in its place', async () => {
  const { streams } = await jetstreamManager(connection)
  const newest = await streams.getMessage(STREAMS.lanes, { last_by_subj: laneSubject(LANE) })
  const least = Math.min(newest?.time.getTime() ?? 0, message(3).at)
  expect(await startAt(message(3), { seq: entry(3).seq + 1, at: 1 })).toEqual(from(least))
  expect(await startAt(message(3), { seq: entry(2).seq, at: 1 })).toEqual(from(least))
})

it('misses nothing that was taken out at the beginning', async () => {
  const { streams } = await jetstreamManager(connection)
  await streams.purge(STREAMS.journal, { seq: 3 })
  await streams.purge(STREAMS.lanes, { seq: entry(3).seq })
  expect(await startAt(message(1), entry(1))).toEqual(behind(1))
})

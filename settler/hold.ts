import { Kvm } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { createListeners, type Listeners } from '#drivers/link/listeners.ts'
import { BUCKETS } from '#src/fleet/names.ts'
import { pause } from '#src/time/clock.ts'
import { startIntake } from './intake.ts'
import { type Lane, type LaneParts, openLane } from './lane.ts'
import { type LaneLog, openLaneLog } from './lane-log.ts'
import { type Lease, takeLease } from './lease.ts'
import { holderByOther, leaseText, readOthers } from './others.ts'
import { openOutlet } from './outlet.ts'
import { answerRecalls } from './recalls.ts'
import { LEASE_MS } from './streams.ts'

export interface HoldParts extends Omit<LaneParts, 'log' | 'outlet' | 'others'> {
  readonly connection: NatsConnection
  readonly partitions: readonly number[]
  /** Which settler: for whoever looks into the bucket of leases. */
  readonly holder: string
  /** Which lane has which partition (tableOf): nobody works by another one at the same time. */
  readonly table: string
  readonly say: (message: string) => void
  readonly leaseMs?: number
  readonly roundMs?: number
  readonly ackWaitMs?: number
}

const ROUND_MS = 2000
const ACK_WAIT_MS = 30_000
/** Rounds from one tidying to the next. */
const TIDY_EVERY = 30

export interface Held {
  /** The lane while this settler has it. */
  lane(): Lane | undefined
  /** Lets go of it, for good. */
  stop(): Promise<void>
}

/** Takes the lane whenever nobody has it, and does its work until another may have it. */
export function holdLane(parts: HoldParts): Held {
  const { connection, clock, name, say, leaseMs = LEASE_MS } = parts
  const reconnects = watchReconnects(connection)
  let lane: Lane | undefined
  let isStopped = false
  let stopNow = (): void => undefined
  const stopped = new Promise<void>((resolve) => {
    stopNow = () => {
      isStopped = true
      resolve()
    }
  })

  async function run(): Promise<void> {
    while (!isStopped) {
      const lease = await lend(parts)
      if (lease) {
        say(`lane ${name}: taken`)
        const end = Promise.race([lease.lost, stopped])
        const onOpen = (opened: Lane) => {
          lane = opened
        }
        await work({ ...parts, end, onOpen, onReconnect: reconnects.add }).catch((error) =>
          say(`lane ${name}: ${error}`),
        )
        lane = undefined
        await lease.release()
        say(`lane ${name}: left`)
      }
      await Promise.race([stopped, pause(clock, leaseMs / 3)])
    }
  }
  const running = run()
  return {
    lane: () => lane,
    async stop() {
      stopNow()
      await running
    },
  }
}

async function lend(parts: HoldParts): Promise<Lease | undefined> {
  const { connection, name, holder, table, clock, leaseMs, say } = parts
  const bucket = await new Kvm(connection).open(BUCKETS.leases).catch(() => undefined)
  const text = leaseText(holder, table)
  const lease =
    bucket && (await takeLease({ bucket, lane: name, holder: text, clock, ...(leaseMs && { leaseMs }) }))
  if (!lease) return undefined
  // Looked at with the lease in hand: of two with different tables one sees the other.
  const other = await holderByOther(connection, table).catch(() => 'somebody')
  if (other === undefined) return lease
  say(`lane ${name}: left to wait, as ${other} has lanes with other partitions`)
  await lease.release()
  return undefined
}

/** One for all openings of a lane: the library keeps a listener as long as its connection. */
function watchReconnects(connection: NatsConnection): Listeners<undefined> {
  const listeners = createListeners<undefined>()
  async function listen(): Promise<void> {
    for await (const { type } of connection.status()) if (type === 'reconnect') listeners.emit(undefined)
  }
  void listen()
  return listeners
}

interface WorkParts extends HoldParts {
  /** Resolves when the lane is to be left. */
  readonly end: Promise<void>
  readonly onOpen: (lane: Lane) => void
  readonly onReconnect: Listeners<undefined>['add']
}

/** The work of a lane until its end, or until somebody else was seen to write in it. */
async function work(parts: WorkParts): Promise<void> {
  const log = await openLaneLog(parts.connection, parts.name, parts.clock)
  void parts.end.then(log.close)
  const closing: (() => unknown)[] = [log.close]
  try {
    const { connection, name, clock } = parts
    const others = await readOthers(connection, name, clock)
    const lane = await openLane({ ...parts, log, others, outlet: await openOutlet(connection, name) })
    closing.push(lane.close)
    parts.onOpen(lane)
    closing.push(answerRecalls(parts.connection, lane, parts.partitions))
    const intake = await startIntake({
      ...parts,
      lane,
      log: parts.say,
      ackWaitMs: parts.ackWaitMs ?? ACK_WAIT_MS,
    })
    closing.push(intake.close)
    void intake.failed.then(log.close)
    await goRound(parts, lane, log)
  } finally {
    for (const close of closing) await close()
  }
}

async function goRound({ name, clock, say, roundMs = ROUND_MS }: HoldParts, lane: Lane, log: LaneLog) {
  let isOver = false
  const over = log.ended.then(() => {
    isOver = true
  })
  for (let n = 0; !isOver; n += 1) {
    const done = await lane.round()
    if (!done.ok && !isOver) say(`lane ${name}: ${done.error.code} ${done.error.detail ?? ''}`)
    // At once too: one that changes hands again and again would grow, and be the slower to take.
    if (n % TIDY_EVERY === 0) await lane.tidy().catch((error) => say(`lane ${name}: ${error}`))
    await Promise.race([over, pause(clock, roundMs)])
  }
}

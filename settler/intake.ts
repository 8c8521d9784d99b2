import { AckPolicy, type ConsumerMessages, type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, nanos } from '@nats-io/transport-node'
import { readUplinked, type Uplinked, VOIDED_HEADER } from '#src/fleet/entry.ts'
import { type FleetTerminal, partitionSubject, STREAMS, terminalOf } from '#src/fleet/names.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Lane } from './lane.ts'
import { openPositions, type Positions } from './positions.ts'

export interface IntakeParts {
  readonly connection: NatsConnection
  /** Of the lane. */
  readonly name: string
  readonly lane: Pick<Lane, 'take' | 'newest'>
  readonly partitions: readonly number[]
  readonly clock: Clock
  readonly log: (message: string) => void
  /** Calls back whenever the connection is another; gives the end of that. */
  readonly onReconnect: (listener: () => void) => () => void
  /** After so long a message that nobody has acknowledged comes again. */
  readonly ackWaitMs: number
}

export interface Intake {
  /** Resolves when an entry could not be taken, or when the broker was away: then the lane has to be read anew. */
  readonly failed: Promise<void>
  close(): Promise<void>
}

/** Messages that one settler may have in hand of a partition. */
const IN_HAND = 500
/** How often it is written down how far a partition is: what came since comes again to whoever takes over. */
const KEEP_MS = 5000

/** The consumer of a partition; each settler that takes its lane makes it anew, behind what is in the lane. */
export const consumerOf = (partition: number): string => `settler-${partition}`

/** Takes what terminals send, partition by partition and in each in order, and acknowledges what is in the lane. */
export async function startIntake(parts: IntakeParts): Promise<Intake> {
  const { connection, partitions, log, onReconnect } = parts
  let isOver = false
  let fail = (): void => undefined
  const failed = new Promise<void>((resolve) => {
    fail = () => {
      isOver = true
      resolve()
    }
  })
  // Heard before anything of the new connection is: what this one has acknowledged may not be there any more.
  const stopListening = onReconnect(fail)
  const positions = await openPositions(connection, log)
  const running: { readonly messages: ConsumerMessages; readonly done: Promise<void> }[] = []
  for (const partition of partitions) {
    const messages = await consume(parts, partition, positions)
    const taking = { ...parts, partition, positions, isOver: () => isOver }
    running.push({ messages, done: takeAll(taking, messages).then(fail) })
  }
  return {
    failed,
    async close() {
      isOver = true
      stopListening()
      await Promise.all(running.map(({ messages }) => messages.close().catch(() => undefined)))
      await Promise.all(running.map(({ done }) => done))
    },
  }
}

async function consume(
  { connection, ackWaitMs }: IntakeParts,
  partition: number,
  positions: Positions,
): Promise<ConsumerMessages> {
  const { consumers } = await jetstreamManager(connection)
  const name = consumerOf(partition)
  await consumers.delete(STREAMS.journal, name).catch(() => undefined)
  await consumers.add(STREAMS.journal, {
    durable_name: name,
    filter_subject: partitionSubject(partition),
    ...(await positions.start(partition)),
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMs),
    max_ack_pending: IN_HAND,
  })
  const consumer = await jetstream(connection).consumers.get(STREAMS.journal, name)
  return consumer.consume({ max_messages: IN_HAND / 5 })
}

interface Taking extends IntakeParts {
  readonly partition: number
  readonly positions: Positions
  readonly isOver: () => boolean
}

/** Payments that may be under way to the lane at once. */
const AT_ONCE = 100

/**
 * Takes payments as they come, some at once, so that the lane can write them together. Anything else waits for those
 * before it: a void must find its payment. Until one could not be taken: it comes again, and what follows it too.
 */
async function takeAll(parts: Taking, messages: ConsumerMessages): Promise<void> {
  const { lane, log, isOver } = parts
  const underWay = new Set<Promise<void>>()
  const keep = inOrder(keeperOf(parts))
  let isWhole = true
  let next = 1
  async function takeOne(message: JsMsg, { from, uplinked, isVoided }: Read): Promise<void> {
    const taken = keep(message)
    try {
      const done = from && uplinked && !isVoided ? await lane.take(uplinked, from) : undefined
      if (!done || done.ok) {
        message.ack()
        if (!isOver()) taken()
        return
      }
    } catch (error) {
      log(`intake: ${error}`)
    }
    isWhole = false
    messages.stop()
  }
  try {
    for await (const message of messages) {
      const place = message.info.deliverySequence
      // One was lost on its way here, and comes again later.
      if (place > next) log(`intake: ${place - next} messages are missing before ${message.seq}`)
      if (place > next || isOver()) break
      next = place + 1
      const read = readMessage(message, log)
      const isPayment = read.uplinked?.entry.fact.type === 'accepted'
      if (!isPayment || underWay.size >= AT_ONCE) await Promise.all(underWay)
      if (!isWhole) break
      const taking = takeOne(message, read).finally(() => underWay.delete(taking))
      underWay.add(taking)
      if (!isPayment) await taking
    }
  } catch (error) {
    log(`intake: ${error}`)
  }
  await Promise.all(underWay)
}

interface Read {
  readonly from: FleetTerminal | undefined
  readonly uplinked: Uplinked | undefined
  /** A payment that is the fleet's no more: nothing is to be done. */
  readonly isVoided: boolean
}

function readMessage(message: JsMsg, log: IntakeParts['log']): Read {
  const read = {
    from: terminalOf(message.subject),
    uplinked: readUplinked(message.string()),
    isVoided: message.headers?.has(VOIDED_HEADER) === true,
  }
  if (!read.from || !read.uplinked)
    log(`${message.subject} ${message.seq} is no entry that is known here: left alone`)
  return read
}

/** Of messages that are done in any order, each is kept when all before it are done. */
function inOrder(keep: (message: JsMsg) => void): (message: JsMsg) => () => void {
  const order: { readonly message: JsMsg; isDone: boolean }[] = []
  return (message) => {
    const one = { message, isDone: false }
    order.push(one)
    return () => {
      one.isDone = true
      for (let first = order[0]; first?.isDone; first = order[0]) {
        order.shift()
        keep(first.message)
      }
    }
  }
}

/** Writes down, now and then, that everything up to a message is in the lane. */
function keeperOf({ lane, name, partition, positions, clock }: Taking): (message: JsMsg) => void {
  let most = 0
  let keptAt: number | undefined
  return (message) => {
    // What comes again is behind what came.
    if (message.seq <= most) return
    most = message.seq
    if (keptAt !== undefined && Math.abs(clock.now() - keptAt) < KEEP_MS) return
    keptAt = clock.now()
    const newest = lane.newest()
    const entry = newest && { seq: newest.seq, at: newest.at }
    const position = { seq: most, at: message.time.getTime(), lane: name, ...(entry && { entry }) }
    // One that is not written costs repeats.
    positions.keep(partition, position).catch(() => undefined)
  }
}

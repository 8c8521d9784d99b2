import { AckPolicy, type ConsumerMessages, type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, nanos } from '@nats-io/transport-node'
import { readUplinked, type Uplinked } from '#src/fleet/entry.ts'
import { type FleetTerminal, partitionSubject, STREAMS, terminalOf } from '#src/fleet/names.ts'
import type { Lane } from './lane.ts'

export interface IntakeParts {
  readonly connection: NatsConnection
  readonly lane: Pick<Lane, 'take'>
  readonly partitions: readonly number[]
  readonly log: (message: string) => void
  /** After so long a message that nobody has acknowledged comes again, perhaps to another settler. */
  readonly ackWaitMs: number
}

export interface Intake {
  /** Resolves when an entry could not be taken. */
  readonly failed: Promise<void>
  close(): Promise<void>
}

/** Messages that one settler may have in hand of a partition. */
const IN_HAND = 500

/** The durable consumer of a partition: whichever settler has its lane goes on where the last one stopped. */
export const consumerOf = (partition: number): string => `settler-${partition}`

/** Takes what terminals send, partition by partition and in each in order, and acknowledges what is in the lane. */
export async function startIntake(parts: IntakeParts): Promise<Intake> {
  const { connection, partitions, ackWaitMs } = parts
  const manager = await jetstreamManager(connection)
  const stream = jetstream(connection)
  const running: { readonly messages: ConsumerMessages; readonly done: Promise<boolean> }[] = []
  for (const partition of partitions) {
    await manager.consumers.add(STREAMS.journal, {
      durable_name: consumerOf(partition),
      filter_subject: partitionSubject(partition),
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ackWaitMs),
      max_ack_pending: IN_HAND,
    })
    const consumer = await stream.consumers.get(STREAMS.journal, consumerOf(partition))
    const messages = await consumer.consume({ max_messages: IN_HAND / 5 })
    running.push({ messages, done: takeAll(parts, messages) })
  }
  const failures = running.map(({ done }) => done.then((isWhole) => isWhole || undefined))
  return {
    failed: new Promise((resolve) => {
      for (const failure of failures) void failure.then((isWhole) => isWhole === undefined && resolve())
    }),
    async close() {
      await Promise.all(running.map(({ messages }) => messages.close().catch(() => undefined)))
      await Promise.all(failures)
    },
  }
}

/** Payments that may be under way to the lane at once. */
const AT_ONCE = 100

/**
 * Takes payments as they come, some at once, so that the lane can write them together. Anything else waits for those
 * before it: a void must find its payment. False when one could not be taken: it comes again, and what follows it too.
 */
async function takeAll({ lane, log }: IntakeParts, messages: ConsumerMessages): Promise<boolean> {
  const underWay = new Set<Promise<void>>()
  let isWhole = true
  async function takeOne(message: JsMsg, { from, uplinked }: Read): Promise<void> {
    try {
      const taken = from && uplinked ? await lane.take(uplinked, from) : undefined
      if (!taken || taken.ok) return message.ack()
    } catch (error) {
      log(`intake: ${error}`)
    }
    isWhole = false
    messages.stop()
  }
  try {
    for await (const message of messages) {
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
    isWhole = false
  }
  await Promise.all(underWay)
  return isWhole
}

interface Read {
  readonly from: FleetTerminal | undefined
  readonly uplinked: Uplinked | undefined
}

function readMessage(message: JsMsg, log: IntakeParts['log']): Read {
  const read = { from: terminalOf(message.subject), uplinked: readUplinked(message.string()) }
  if (!read.from || !read.uplinked)
    log(`${message.subject} ${message.seq} is no entry that is known here: left alone`)
  return read
}

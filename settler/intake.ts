import { AckPolicy, type ConsumerMessages, type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, nanos } from '@nats-io/transport-node'
import { readUplinked } from '#src/fleet/entry.ts'
import { partitionSubject, STREAMS, terminalOf } from '#src/fleet/names.ts'
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

/** False when one could not be taken: what follows it must not be taken before it. */
async function takeAll({ lane, log }: IntakeParts, messages: ConsumerMessages): Promise<boolean> {
  try {
    for await (const message of messages) {
      if (!(await takeOne(lane, message, log))) return false
    }
    return true
  } catch (error) {
    log(`intake: ${error}`)
    return false
  }
}

async function takeOne(lane: Pick<Lane, 'take'>, message: JsMsg, log: IntakeParts['log']): Promise<boolean> {
  const from = terminalOf(message.subject)
  const uplinked = readUplinked(message.string())
  if (!from || !uplinked) log(`${message.subject} ${message.seq} is no entry that is known here: left alone`)
  const taken = from && uplinked ? await lane.take(uplinked, from) : undefined
  if (taken && !taken.ok) return false
  message.ack()
  return true
}

import { DeliverPolicy, jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { type Exposition, mergedExposition } from '#src/fleet/exposition.ts'
import { STREAMS, terminalOf } from '#src/fleet/names.ts'

/** A terminal's figures are some kilobytes; what is more is none. */
const MOST_BYTES = 256 * 1024

/** The last word of every terminal on its health, as it comes. */
export interface Terminals {
  /** Prometheus' text of all of them. */
  text(): string
  stop(): Promise<void>
}

/** Follows the stream of what terminals say of themselves: first the last word of each, then every new one. */
export async function followTerminals(connection: NatsConnection): Promise<Terminals> {
  const heard = new Map<string, Exposition>()
  // An ordered consumer makes itself anew after an outage of the broker, where it stood.
  const consumer = await jetstream(connection).consumers.get(STREAMS.health, {
    deliver_policy: DeliverPolicy.LastPerSubject,
  })
  const messages = await consumer.consume({
    callback(message) {
      const terminal = terminalOf(message.subject)
      if (!terminal || message.data.length > MOST_BYTES) return
      heard.set(message.subject, { ...terminal, text: message.string(), seenAt: message.time.getTime() })
    },
  })
  return {
    text: () => mergedExposition([...heard.values()]),
    async stop() {
      await messages.close()
    },
  }
}

import { AckPolicy, type Consumer, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, nanos } from '@nats-io/transport-node'
import { commandSubject, consumerName, type FleetTerminal, STREAMS } from '#src/fleet/names.ts'
import type { CommandDesk } from './command-desk.ts'
import { pauseUnless } from './pause.ts'
import { createLogSender, type SendLogsParts } from './send-logs.ts'

export interface CommandsParts extends SendLogsParts {
  readonly desk: Pick<CommandDesk, 'take'>
}

/** What was given out and not acknowledged is given out again after so long. */
const REDELIVER_MS = 5000
const WAIT_MS = 30_000
/** A broker that knows no commands yet, or not this terminal's right to them, is asked again so often. */
const AGAIN_MS = 60_000

/**
 * Takes the operator's commands, one after the other, until the signal. Each is acknowledged when the journal and the
 * memory have it, and carried out after that: at most once, whatever ends this program. Rejects when the connection or
 * the disk fails.
 */
export async function runCommands(
  parts: CommandsParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  const { desk, clock, log } = parts
  const sendLogs = createLogSender(parts, connection)
  let consumer: Consumer | undefined
  while (!signal.aborted && !consumer) {
    try {
      consumer = await consumerOf(parts.whose, connection)
    } catch (error) {
      if (connection.isClosed()) throw error
      log(`no commands: ${error}`)
      await pauseUnless(clock, AGAIN_MS, signal)
    }
  }
  while (!signal.aborted && consumer) {
    await sendLogs()
    const message = await consumer.next({ expires: WAIT_MS })
    if (!message) continue
    const { begin } = await desk.take(message.string())
    message.ack()
    begin?.()
  }
}

/**
 * It lives in the broker's memory and ends with it, as one on its disk could be ahead of a stream that has lost its
 * end, and would skip what comes in its place. A new one begins with the oldest: the terminal knows what it has had.
 */
async function consumerOf(whose: FleetTerminal, connection: NatsConnection): Promise<Consumer> {
  const name = consumerName(whose)
  const manager = await jetstreamManager(connection, { checkAPI: false })
  await manager.consumers.add(STREAMS.commands, {
    durable_name: name,
    filter_subject: commandSubject(whose),
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    mem_storage: true,
    ack_wait: nanos(REDELIVER_MS),
    max_ack_pending: 1,
  })
  return jetstream(connection).consumers.get(STREAMS.commands, name)
}

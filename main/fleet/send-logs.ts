import { jetstream } from '@nats-io/jetstream'
import { headers, type NatsConnection } from '@nats-io/transport-node'
import type { Command } from '#src/fleet/command.ts'
import { BUNDLE_HEADERS, type BundlePart, PART_BYTES, partsOf } from '#src/fleet/log-bundle.ts'
import { type FleetTerminal, logsSubject } from '#src/fleet/names.ts'
import type { Clock } from '#src/time/clock.ts'
import type { NoteOrder } from './command-desk.ts'
import type { LogOrders } from './log-orders.ts'

export interface SendLogsParts {
  readonly whose: FleetTerminal
  readonly logs: LogOrders
  /** What a technician would export, as JSON without a secret. */
  readonly diagnostics: () => Promise<string>
  readonly note: NoteOrder
  readonly clock: Clock
  readonly log: (message: string) => void
}

const ACK_MS = 10_000
/** Room for the headers in what a server takes for one message. */
const HEADERS = 1024
/** A broker without the stream, or without the right to it, is not asked for ever. */
const MOST_ATTEMPTS = 3

/** Sends the diagnostics that are wanted. What it returns rejects when the connection has ended; they are still wanted then. */
export function createLogSender(
  { whose, logs, diagnostics, note, clock, log }: SendLogsParts,
  connection: NatsConnection,
): () => Promise<void> {
  let attempts = 0

  async function publish(part: BundlePart): Promise<void> {
    const told = headers()
    told.set(BUNDLE_HEADERS.id, part.id)
    told.set(BUNDLE_HEADERS.part, `${part.part}`)
    told.set(BUNDLE_HEADERS.of, `${part.of}`)
    told.set(BUNDLE_HEADERS.sha256, part.sha256)
    await jetstream(connection).publish(logsSubject(whose), part.bytes, { headers: told, timeout: ACK_MS })
  }

  async function send(id: Command['id']): Promise<string> {
    const most = Math.min(PART_BYTES, (connection.info?.max_payload ?? PART_BYTES) - HEADERS)
    const parts = partsOf(id, new TextEncoder().encode(await diagnostics()), most)
    for (const part of parts) await publish(part)
    return `sent: ${parts.length} parts, SHA-256 ${parts[0]?.sha256.slice(0, 16)}…`
  }

  return async () => {
    const command = logs.wanted()
    if (!command) return
    let end: string
    try {
      end = clock.now() < command.expiresAt ? await send(command.id) : 'not done: expired'
    } catch (error) {
      if (connection.isClosed()) throw error
      log(`the diagnostics are not sent: ${error}`)
      attempts += 1
      if (attempts < MOST_ATTEMPTS) return
      end = `not done: ${String(error).slice(0, 200)}`
    }
    attempts = 0
    logs.done(command)
    await note({ id: 'fleet', name: command.by }, `send-logs ${command.id} ${end}`)
  }
}

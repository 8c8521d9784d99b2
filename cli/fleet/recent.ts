import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { readUplinked } from '#src/fleet/entry.ts'
import { type FleetTerminal, STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import type { Fact } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Payment } from '#src/payment/record.ts'

/** A note of a journal, and when it was written. */
export interface Note extends Extract<Fact, { type: 'noted' }> {
  readonly at: number
}

/** What a terminal's journal has of the last days. */
export interface Recent {
  /** The older first. */
  readonly notes: readonly Note[]
  readonly payments: readonly Payment[]
}

/** Reads a terminal's entries from a moment on, as far as the fleet has them now. */
export async function readRecent(
  connection: NatsConnection,
  whose: FleetTerminal,
  from: number,
): Promise<Recent> {
  const subject = storedSubject(whose)
  const notes: Note[] = []
  const payments = new Map<string, Payment>()
  const manager = await jetstreamManager(connection, { checkAPI: false })
  const last = await manager.direct.getMessage(STREAMS.journal, { last_by_subj: subject })
  if (!last || last.time.getTime() < from) return { notes, payments: [] }
  const consumer = await jetstream(connection).consumers.get(STREAMS.journal, {
    filter_subjects: subject,
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: new Date(from).toISOString(),
  })
  for await (const message of await consumer.consume()) {
    const entry = readUplinked(message.string())?.entry
    if (entry?.fact.type === 'noted') notes.push({ ...entry.fact, at: entry.at })
    else if (entry)
      for (const payment of fold(entry.fact, (id) => payments.get(id))) payments.set(payment.id, payment)
    if (message.seq >= last.seq) break
  }
  return { notes, payments: [...payments.values()] }
}

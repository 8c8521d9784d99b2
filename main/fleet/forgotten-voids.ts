import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, nanos } from '@nats-io/transport-node'
import { readUplinked } from '#src/fleet/entry.ts'
import { consumerName, type FleetTerminal, STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Journal } from '../journal/journal.ts'
import { orMissing } from './or-missing.ts'

/** A terminal's clock may be wrong by as much; entries that are read in vain change nothing. */
const MARGIN_MS = 24 * 3_600_000
const PAGE = 500
const ANSWER_MS = 10_000
const KEPT_MS = 60_000

/**
 * What the shop took back behind the end of this journal, as the fleet's copy of it says. A disk that is older knows
 * nothing of that, and would settle what was voided. Rejects when the fleet does not tell all of it.
 */
export async function forgottenVoids(
  connection: NatsConnection,
  whose: FleetTerminal,
  journal: Pick<Journal, 'seq' | 'since'>,
): Promise<Fact[]> {
  const [newest] = await journal.since(Math.max(0, journal.seq() - 1), 1)
  const since = Math.max(0, (newest?.at ?? 0) - MARGIN_MS)
  const name = consumerName(whose)
  const { consumers } = await jetstreamManager(connection, { checkAPI: false })
  // One of an attempt before has gone on in the stream.
  await orMissing(consumers.delete(STREAMS.journal, name))
  let { num_pending: left } = await consumers.add(STREAMS.journal, {
    name,
    filter_subject: storedSubject(whose),
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: new Date(since).toISOString(),
    mem_storage: true,
    inactive_threshold: nanos(KEPT_MS),
  })
  const consumer = await jetstream(connection).consumers.get(STREAMS.journal, name)
  const voids: Fact[] = []
  while (left > 0) {
    const before = left
    const messages = await consumer.fetch({ max_messages: Math.min(PAGE, left), expires: ANSWER_MS })
    for await (const message of messages) {
      left -= 1
      const fact = readUplinked(message.string())?.entry.fact
      if (fact?.type === 'voided') voids.push(fact)
    }
    if (left === before) throw new Error(`the fleet does not give out ${left} entries of this terminal`)
  }
  return voids
}

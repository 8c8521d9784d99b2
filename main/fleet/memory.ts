import { isDeepStrictEqual } from 'node:util'
import { jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { readUplinked, type Uplinked, uplinkedText } from '#src/fleet/entry.ts'
import { type FleetTerminal, STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import type { Journal } from '../journal/journal.ts'
import type { Cursor } from './cursor.ts'

/** The last entry of this terminal that the fleet has; undefined where it has none. Rejects without an answer. */
export async function lastEntry(
  connection: NatsConnection,
  whose: FleetTerminal,
): Promise<Uplinked | undefined> {
  const manager = await jetstreamManager(connection, { checkAPI: false })
  const message = await manager.direct.getMessage(STREAMS.journal, { last_by_subj: storedSubject(whose) })
  return message ? readUplinked(message.string()) : undefined
}

/**
 * Why this journal is not the one that the fleet remembers, or undefined when it is. A disk that was restored from
 * an image knows nothing of what came after: its next receipts would have nonces that were used before.
 */
export async function whyOlder(
  journal: Pick<Journal, 'epoch' | 'seq' | 'since'>,
  { seq, before }: Pick<Cursor, 'seq' | 'before'>,
  last: Uplinked | undefined,
): Promise<string | undefined> {
  if (!last) return undefined
  // What a repair has numbered anew was never told to the fleet before, or the fleet has forgotten it.
  if (last.epoch !== journal.epoch)
    return seq > 0 && last.epoch !== before
      ? 'the fleet has entries of another journal that came later'
      : undefined
  if (last.entry.seq > journal.seq())
    return `the fleet has ${last.entry.seq} entries of this journal, and the disk ${journal.seq()}`
  const [own] = await journal.since(last.entry.seq - 1, 1)
  // Both as the fleet reads them: in the journal's own lines fields may stand in another order.
  const isSame = own !== undefined && isDeepStrictEqual(readUplinked(uplinkedText(journal.epoch, own)), last)
  return isSame ? undefined : `the fleet has another entry ${last.entry.seq} than the disk`
}

import { jetstream } from '@nats-io/jetstream'
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node'
import { messageId, uplinkedText, VOIDED_HEADER } from '#src/fleet/entry.ts'
import { type FleetTerminal, journalSubject } from '#src/fleet/names.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type CursorFile, WINDOW } from './cursor.ts'
import type { HandOver } from './hand-over.ts'
import type { Pace } from './pace.ts'

export interface UplinkParts {
  readonly whose: FleetTerminal
  readonly journal: Pick<Journal, 'epoch' | 'since'>
  readonly ledger: Pick<Ledger, 'payment'>
  readonly cursor: CursorFile
  readonly handOver: Pick<HandOver, 'stepsWith'>
  readonly pace: Pace
  readonly clock: Clock
  readonly log: (message: string) => void
}

/**
 * A broker that takes long is not one that is gone: whoever leaves it comes back, and a thousand who come back make it
 * slower still. A connection that is dead is found out by its pings.
 */
const ACK_MS = 20_000
/** How often the journal is looked at for something new. */
const LOOK_MS = 250

/**
 * Sends the journal to the fleet, in its order, until the signal. A window is on its way at once; the cursor moves
 * when the stream has it. Rejects when the connection or the disk fails: the next one goes on from the cursor.
 */
export async function runUplink(
  parts: UplinkParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  // What is sold from now on goes up in a moment.
  parts.pace.moved()
  while (!signal.aborted) {
    const sent = await sendWindow(parts, connection)
    parts.pace.moved()
    if (sent === 0) await pause(parts.clock, LOOK_MS)
  }
}

async function sendWindow(parts: UplinkParts, connection: NatsConnection): Promise<number> {
  const { journal, cursor, handOver, pace, clock } = parts
  const entries = windowOf(await journal.since(cursor.now().seq, WINDOW))
  const last = entries.at(-1)
  if (!last || pace.isPaused()) return 0
  // On disk before it leaves: after a crash it is known what may have left.
  await cursor.move({ sent: Math.max(cursor.now().sent, last.seq) })
  const acks = await Promise.allSettled(entries.map((entry) => publish(parts, connection, entry)))
  const failed = acks.findIndex(({ status }) => status === 'rejected')
  const taken = failed < 0 ? entries : entries.slice(0, failed)
  const end = taken.at(-1)
  if (end) {
    pace.took(clock.now())
    await cursor.move({ seq: end.seq, handed: [...handOver.stepsWith(taken)] })
  }
  const failure = acks[failed]
  if (failure?.status === 'rejected') throw failure.reason
  return taken.length
}

/** A void goes when everything before it is there: no reader of the stream ever sees it before its payment. */
function windowOf(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const at = entries.findIndex(({ fact }, i) => i > 0 && fact.type === 'voided')
  return at < 0 ? entries : entries.slice(0, at)
}

async function publish(
  { whose, journal, ledger, log }: UplinkParts,
  connection: NatsConnection,
  entry: JournalEntry,
): Promise<void> {
  const bytes = new TextEncoder().encode(uplinkedText(journal.epoch, entry))
  const most = connection.info?.max_payload ?? Number.POSITIVE_INFINITY
  // Only a batch's bytes can be so long, and whoever settles has his own: better a gap than an end.
  if (bytes.length + HEADERS > most) {
    log(`entry ${entry.seq} (${entry.fact.type}) is too long for the fleet: ${bytes.length} bytes`)
    return
  }
  await jetstream(connection).publish(journalSubject(whose), bytes, {
    msgID: messageId(journal.epoch, entry),
    timeout: ACK_MS,
    ...(isVoided(entry, ledger) && { headers: voided() }),
  })
}

const isVoided = ({ fact }: JournalEntry, ledger: UplinkParts['ledger']): boolean =>
  fact.type === 'accepted' && ledger.payment(fact.payment.authorization.nonce)?.voided === true

function voided(): MsgHdrs {
  const all = headers()
  all.set(VOIDED_HEADER, '1')
  return all
}

/** Room for the message's id, and that it is voided. */
const HEADERS = 512

import type { NatsConnection } from '@nats-io/transport-node'
import type { Uplinked } from '#src/fleet/entry.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { runCommands } from './commands.ts'
import { type CursorFile, resumeAt } from './cursor.ts'
import { forgottenVoids } from './forgotten-voids.ts'
import { runHealth } from './health.ts'
import type { FleetLayers } from './layers.ts'
import { type ListsParts, runLists } from './lists.ts'
import { lastEntry, whyOlder } from './memory.ts'
import type { OlderDisk } from './older.ts'
import type { Commands } from './open-commands.ts'
import { type OutcomesParts, runOutcomes } from './outcomes.ts'
import { pauseUnless } from './pause.ts'
import { runLayers } from './run-layers.ts'
import { runUplink, type UplinkParts } from './uplink.ts'

export interface SessionParts
  extends Omit<UplinkParts, 'journal' | 'ledger' | 'handOver'>,
    Omit<OutcomesParts, 'ledger' | 'handOver'>,
    ListsParts {
  readonly ledger: Pick<Ledger, 'payment' | 'record' | 'journal'>
  readonly cursor: CursorFile
  readonly handOver: UplinkParts['handOver'] & OutcomesParts['handOver']
  readonly layers: Pick<FleetLayers, 'keys' | 'take'>
  readonly figures: () => Promise<string>
  /** Null where no operator is trusted. */
  readonly commands: Commands | null
  /** All is well with the connection. */
  readonly onGood: () => void
  /** The disk is older than what the fleet remembers: nothing more is told. */
  readonly onOlder: (older: OlderDisk) => Promise<void>
}

/** So often, and so far apart, the stream is asked before it is believed that it has forgotten something. */
const ASKS = 4
const ASK_MS = 500

/** The stream's last entry. Of a cluster any server answers, and one of them may be behind the others for a moment. */
async function lastKnown(
  { ledger, cursor, whose, clock }: SessionParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<Uplinked | undefined> {
  const { epoch } = ledger.journal
  for (let n = 1; ; n += 1) {
    const last = await lastEntry(connection, whose)
    const isLess = (last?.epoch === epoch ? last.entry.seq : 0) < cursor.now().seq
    if (!isLess || n === ASKS) return last
    await pauseUnless(clock, ASK_MS, signal)
  }
}

/** All that is done with one connection. Resolves at the signal, rejects when it fails. */
export async function runSession(
  parts: SessionParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, cursor, commands } = parts
  const { journal } = ledger
  const last = await lastKnown(parts, connection, signal)
  const why = await whyOlder(journal, cursor.now(), last)
  if (last && why !== undefined) {
    const voids = () => forgottenVoids(connection, parts.whose, journal)
    return parts.onOlder({ why, last, voids })
  }
  const at = cursor.now().seq
  const seq = resumeAt(cursor.now(), last?.epoch === journal.epoch ? last.entry.seq : 0)
  if (seq < at) parts.log(`the fleet has forgotten what it had: entries from ${seq + 1} on are sent again`)
  if (seq !== at) await cursor.move({ seq })
  parts.onGood()
  // The failure of one ends all, and none goes on behind the session's back.
  const own = new AbortController()
  const end = () => own.abort()
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  const all = [
    runUplink({ ...parts, journal }, connection, own.signal),
    runOutcomes(parts, connection, own.signal),
    runHealth(parts, connection, own.signal),
    runLists(parts, connection, own.signal),
    ...(commands ? [runCommands({ ...parts, ...commands }, connection, own.signal)] : []),
    // Without the operator's key there are no orders, and perhaps no server that knows of any.
    ...(parts.layers.keys.length > 0 ? [runLayers(parts, connection, own.signal)] : []),
  ].map((each) => each.finally(end))
  try {
    await Promise.all(all)
  } finally {
    signal.removeEventListener('abort', end)
    void connection.close().catch(() => undefined)
    await Promise.allSettled(all)
  }
}

import { AckPolicy, type Consumer, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, nanos } from '@nats-io/transport-node'
import { consumerName, type FleetTerminal, outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import { type Outcome, outcomeMessageSchema } from '#src/fleet/outcome.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { CursorFile } from './cursor.ts'
import type { HandOver } from './hand-over.ts'
import { orMissing } from './or-missing.ts'
import { factOf } from './outcome-facts.ts'

export interface OutcomesParts {
  readonly whose: FleetTerminal
  readonly ledger: Pick<Ledger, 'payment' | 'record'>
  readonly handOver: Pick<HandOver, 'lasts' | 'ends'>
  readonly cursor: Pick<CursorFile, 'now' | 'hear'>
  /** The journal has new entries that nobody has asked for. */
  readonly onWritten: () => void
  readonly log: (message: string) => void
}

/** What was given out and not acknowledged is given out again after so long. */
const REDELIVER_MS = 5000
const WAIT_MS = 30_000

/**
 * Takes what became of the terminal's payments, one after the other, until the signal. Each is acknowledged when
 * the journal has it, so one that comes twice changes nothing. Rejects when the connection or the disk fails.
 */
export async function runOutcomes(
  parts: OutcomesParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  const consumer = await consumerOf(parts, connection)
  while (!signal.aborted) {
    const message = await consumer.next({ expires: WAIT_MS })
    if (!message) continue
    const outcome = outcomeOf(message.string())
    if (outcome) await applyOutcome(parts, outcome)
    else parts.log(`an outcome that is none, number ${message.seq} of the stream, is left out`)
    message.ack()
    parts.cursor.hear(message.time.getTime())
  }
}

/**
 * It lives in the broker's memory and ends with it: one that was on its disk could be ahead of a stream that has lost
 * its end, and would skip what comes in its place. A new one begins at the last outcome that was taken.
 */
async function consumerOf({ whose, cursor }: OutcomesParts, connection: NatsConnection): Promise<Consumer> {
  const name = consumerName(whose)
  const isForgetful = cursor.now().before !== undefined && cursor.now().seq === 0
  const { consumers } = await jetstreamManager(connection, { checkAPI: false })
  // Of a new ledger on an older disk: what came after that disk's end is heard again.
  if (isForgetful) await orMissing(consumers.delete(STREAMS.outcomes, name))
  const isThere = await orMissing(consumers.info(STREAMS.outcomes, name))
  if (!isThere)
    await consumers.add(STREAMS.outcomes, {
      durable_name: name,
      filter_subject: outcomeSubject(whose),
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: new Date(cursor.now().heard).toISOString(),
      mem_storage: true,
      ack_wait: nanos(REDELIVER_MS),
      // One at a time: "settled" means nothing before "confirmed".
      max_ack_pending: 1,
    })
  return jetstream(connection).consumers.get(STREAMS.outcomes, name)
}

const HEAR_MS = 3000
const LOOK_MS = 50

/** Whether the terminal has taken, within a moment, every outcome that the stream has for it. Never rejects. */
export async function hasHeardAll(
  whose: FleetTerminal,
  connection: NatsConnection,
  clock: Clock,
): Promise<boolean> {
  const until = clock.now() + HEAR_MS
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false })
    do {
      const { num_pending, num_ack_pending } = await manager.consumers.info(
        STREAMS.outcomes,
        consumerName(whose),
      )
      if (num_pending === 0 && num_ack_pending === 0) return true
      await pause(clock, LOOK_MS)
    } while (clock.now() < until)
  } catch {
    // Nobody says so.
  }
  return false
}

export async function applyOutcome(
  { ledger, handOver, onWritten, log }: Omit<OutcomesParts, 'whose' | 'cursor'>,
  outcome: Outcome,
): Promise<void> {
  const fact = factOf(outcome, ledger.payment)
  if (fact) {
    const written = await ledger.record(fact)
    if (written.ok) onWritten()
    // INTERNAL: the journal knew it.
    else if (written.error.code !== 'INTERNAL')
      throw new Error(`an outcome is not written: ${written.error.code}`)
  }
  if (outcome.type === 'submitted') handOver.lasts(outcome.ids)
  if (outcome.type === 'declined') {
    log(`the fleet leaves ${outcome.ids.length} payments to this terminal: ${outcome.code}`)
    handOver.ends(outcome.ids)
  }
  if (outcome.type === 'returned') handOver.ends(outcome.ids)
  if (outcome.type === 'refused') handOver.ends(outcome.refusals.map(({ id }) => id))
}

function outcomeOf(text: string): Outcome | undefined {
  try {
    return outcomeMessageSchema.safeParse(JSON.parse(text)).data?.outcome
  } catch {
    return undefined
  }
}

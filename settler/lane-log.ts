import { randomUUID } from 'node:crypto'
import {
  type Consumer,
  JetStreamApiCodes,
  JetStreamApiError,
  type JsMsg,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { z } from 'zod'
import { laneSubject, STREAMS } from '#src/fleet/names.ts'
import { type Fact, factSchema, type JournalEntry } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'

/**
 * A lane's journal, of one writer at a time. Each entry names the one before it, and of two that name the same the first
 * counts: whoever wrote the other writes no more. The broker refuses most of those itself; in a cluster it looks at what is
 * stored, not at what is on its way, and takes two that come at the same moment (nats-server 2.9).
 */
export interface LaneLog {
  /**
   * Every entry that is kept, in order; `seq` is that of the stream, and the same for what was written together. Before
   * the first `append`. Rejects when it comes to no end: what was taken until then is not the lane.
   */
  read(take: (entry: JournalEntry) => void): Promise<void>
  /** The sequence of the newest entry that is there; 0 where there is none. */
  newest(): Promise<number>
  /** Durable when it is there, all or none. While the broker is away it waits. */
  append(facts: readonly Fact[]): Promise<Result<JournalEntry[], 'JOURNAL_WRITE_FAILED'>>
  /** Removes what is older than this entry, which is one that counts: the next reader begins with it. */
  keepFrom(seq: number): Promise<void>
  /** Resolves when another has written, or it was closed: nothing can be appended any more. */
  readonly ended: Promise<void>
  close(): void
}

/** What a message holds: JSON, UTF-8, bigints as decimal strings; `at` in ms since the epoch. */
const messageSchema = z.strictObject({
  v: z.literal(1),
  /** The sequence of the entry before; 0 of the first. */
  after: z.int().nonnegative(),
  at: z.int().nonnegative(),
  facts: z.array(factSchema).min(1),
})

const textOf = (entry: Omit<z.output<typeof messageSchema>, 'v'>): string =>
  JSON.stringify({ v: 1, ...entry }, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))

/** When the entry was written, by its settler's clock; undefined where the message is none. */
export function laneEntryAt(message: { string(): string }): number | undefined {
  try {
    return messageSchema.parse(JSON.parse(message.string())).at
  } catch {
    return undefined
  }
}

const RETRY_MS = 200
const PAGE = 1000
/** A broker that says nothing for so long while a lane is read is not waited for: it is read anew. */
const SILENCE_MS = 10_000

export async function openLaneLog(connection: NatsConnection, lane: string, clock: Clock): Promise<LaneLog> {
  const subject = laneSubject(lane)
  const stream = jetstream(connection)
  const manager = await jetstreamManager(connection)
  /** Of the lane's newest entry that counts. */
  let tip = 0
  /** Of the newest that is there. */
  let last = 0
  let isOver = false
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = () => {
      isOver = true
      resolve()
    }
  })

  async function publish(text: string, msgID: string): Promise<number | undefined> {
    // The id is this one write's: when its answer was lost, the stream says again where it is.
    const expect = { lastSubjectSequence: last }
    try {
      const { seq } = await stream.publish(subject, text, { msgID, expect })
      const behind = { next_by_subj: subject, seq: last + 1 }
      const first = await manager.streams.getMessage(STREAMS.lanes, behind)
      if (first && first.seq !== seq) end()
      return first?.seq === seq ? seq : undefined
    } catch (error) {
      if (isFenced(error) || connection.isClosed()) end()
      return undefined
    }
  }

  const newest = async () =>
    (await manager.streams.getMessage(STREAMS.lanes, { last_by_subj: subject }))?.seq ?? 0

  return {
    ended,
    newest,
    close: end,
    async read(take) {
      last = await newest()
      if (last === 0) return
      // Only what comes after its entry can name it, so an entry whose place is taken lost it to another settler's.
      const named = new Set<number>()
      const takeNext = (message: JsMsg) => {
        const { after, at, facts } = messageSchema.parse(JSON.parse(message.string()))
        if (named.has(after)) return
        named.add(after)
        tip = message.seq
        for (const fact of facts) take({ seq: tip, at, fact })
      }
      const consumer = await stream.consumers.get(STREAMS.lanes, { filter_subjects: subject })
      // Written since by another: whoever appends behind `last` is refused, and all of it is his.
      await readUntil({ consumer, last, isOver: () => isOver, take: takeNext, clock })
    },
    async append(facts) {
      const at = clock.now()
      const text = textOf({ after: tip, at, facts: [...facts] })
      const msgID = `${lane} ${randomUUID()}`
      while (!isOver) {
        const seq = await publish(text, msgID)
        if (seq !== undefined) {
          tip = seq
          last = seq
          return ok(facts.map((fact) => ({ seq, at, fact })))
        }
        if (!isOver) await pause(clock, RETRY_MS)
      }
      return fail('JOURNAL_WRITE_FAILED', `lane ${lane} is another settler's`)
    },
    async keepFrom(seq) {
      if (!isOver) await manager.streams.purge(STREAMS.lanes, { filter: subject, seq })
    },
  }
}

interface ReadParts {
  readonly consumer: Consumer
  /** Up to this sequence. */
  readonly last: number
  readonly isOver: () => boolean
  readonly take: (message: JsMsg) => void
  readonly clock: Clock
}

/** A consumer goes on by itself after an outage, but not always: silence ends it. */
async function readUntil({ consumer, last, isOver, take, clock }: ReadParts): Promise<void> {
  const messages = await consumer.consume({ max_messages: PAGE })
  const silenced = () => messages.stop(new Error(`nothing comes of a lane before its entry ${last}`))
  let cancel = clock.after(SILENCE_MS, silenced)
  try {
    for await (const message of messages) {
      cancel()
      if (isOver()) break
      if (message.seq <= last) take(message)
      if (message.seq >= last) return
      cancel = clock.after(SILENCE_MS, silenced)
    }
    throw new Error('the lane was closed before it was read')
  } finally {
    cancel()
    await messages.close()
    await consumer.delete().catch(() => undefined)
  }
}

const isFenced = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence

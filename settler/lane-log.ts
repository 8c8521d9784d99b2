import { randomUUID } from 'node:crypto'
import { JetStreamApiCodes, JetStreamApiError, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { z } from 'zod'
import { laneSubject, STREAMS } from '#src/fleet/names.ts'
import { type Fact, factSchema, type JournalEntry } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'

/** A lane's journal, of one writer at a time: whoever writes behind another's entry is refused, and writes no more. */
export interface LaneLog {
  /** Every entry that is kept, in order; `seq` is that of the stream. Before the first `append`. */
  read(take: (entry: JournalEntry) => void): Promise<void>
  /** Durable when it is there. While the broker is away it waits. */
  append(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED'>>
  /** Removes what is older than the entry of this sequence, but for the last one. */
  keepFrom(seq: number): Promise<void>
  /** Resolves when another has written, or it was closed: nothing can be appended any more. */
  readonly ended: Promise<void>
  close(): void
}

/** What a message holds: JSON, UTF-8, bigints as decimal strings; `at` in ms since the epoch. */
const messageSchema = z.strictObject({ v: z.literal(1), at: z.int().nonnegative(), fact: factSchema })

const textOf = (at: number, fact: Fact): string =>
  JSON.stringify({ v: 1, at, fact }, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))

const RETRY_MS = 200
const PAGE = 1000

export async function openLaneLog(connection: NatsConnection, lane: string, clock: Clock): Promise<LaneLog> {
  const subject = laneSubject(lane)
  const stream = jetstream(connection)
  const manager = await jetstreamManager(connection)
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
      return (await stream.publish(subject, text, { msgID, expect })).seq
    } catch (error) {
      if (isFenced(error) || connection.isClosed()) end()
      return undefined
    }
  }

  return {
    ended,
    close: end,
    async read(take) {
      const newest = await manager.streams.getMessage(STREAMS.lanes, { last_by_subj: subject })
      last = newest?.seq ?? 0
      if (last === 0) return
      const consumer = await stream.consumers.get(STREAMS.lanes, { filter_subjects: subject })
      for (let at = 0; at < last && !isOver; ) {
        const page = await consumer.fetch({ max_messages: PAGE, expires: 5000 })
        for await (const message of page) {
          at = message.seq
          // Written since by another: whoever appends behind it is refused, and all of it is his.
          if (at <= last) take({ seq: at, ...pick(messageSchema.parse(JSON.parse(message.string()))) })
          if (at >= last) break
        }
      }
      await consumer.delete()
    },
    async append(fact) {
      const at = clock.now()
      const text = textOf(at, fact)
      const msgID = `${lane} ${randomUUID()}`
      while (!isOver) {
        const seq = await publish(text, msgID)
        if (seq !== undefined) {
          last = seq
          return ok({ seq, at, fact })
        }
        if (!isOver) await pause(clock, RETRY_MS)
      }
      return fail('JOURNAL_WRITE_FAILED', `lane ${lane} is another settler's`)
    },
    async keepFrom(seq) {
      // With the last one gone the stream would expect a first one again.
      if (!isOver) await manager.streams.purge(STREAMS.lanes, { filter: subject, seq: Math.min(seq, last) })
    },
  }
}

const pick = ({ at, fact }: z.output<typeof messageSchema>) => ({ at, fact })

const isFenced = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence

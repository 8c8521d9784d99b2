import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { hexSchema } from '#src/payment/record.ts'
import { writeDurably } from '../files/durable.ts'
import type { Journal } from '../journal/journal.ts'

/** Entries on their way to the fleet at once. */
export const WINDOW = 64

const seq = z.int().nonnegative()

const cursorSchema = z.strictObject({
  v: z.literal(1),
  /** Of the journal; with another everything begins at its first entry. */
  epoch: hexSchema(32),
  /** Of the journal that was told before this one, if there was any. */
  before: hexSchema(32).optional(),
  /** The fleet has every entry up to this one. */
  seq,
  /** Up to here an entry may have left the terminal. */
  sent: seq,
  /** Since when payments are the fleet's: those up to a receipt number, behind the one of the step before. */
  handed: z.array(z.strictObject({ receipt: z.int().positive(), at: seq })).max(100),
  /** Every outcome that the broker had stored before is taken; its own time, ms since the epoch. */
  heard: z.int().nonnegative().default(0),
})
export type Cursor = Omit<z.output<typeof cursorSchema>, 'v'>
export type HandedStep = Cursor['handed'][number]

/** How far the fleet has this terminal's journal, on disk. */
export interface CursorFile {
  now(): Cursor
  /** Resolves when it is on disk. In memory it counts at once. Rejects when the disk refuses. */
  move(change: Partial<Cursor>): Promise<void>
  /** As `move`, but on disk with the next one: what is forgotten is heard again. */
  hear(heard: number): void
  /** Resolves when nothing is being written any more. */
  idle(): Promise<unknown>
}

export async function openCursor(path: string, journal: Pick<Journal, 'epoch' | 'seq'>): Promise<CursorFile> {
  const found = await read(path)
  // Of what is in the journal now nobody knows whether it has left the terminal before.
  let cursor: Cursor =
    found?.epoch === journal.epoch
      ? found
      : {
          ...{ epoch: journal.epoch, seq: 0, sent: journal.seq(), handed: [], heard: found?.heard ?? 0 },
          ...(found && { before: found.epoch }),
        }
  let last: Promise<unknown> = Promise.resolve()
  return {
    now: () => cursor,
    move(change) {
      cursor = { ...cursor, ...change }
      const written = last.then(() => writeDurably(path, JSON.stringify({ v: 1, ...cursor })))
      last = written.catch(() => undefined)
      return written
    },
    hear(heard) {
      cursor = { ...cursor, heard: Math.max(cursor.heard, heard) }
    },
    idle: () => last,
  }
}

async function read(path: string): Promise<Cursor | undefined> {
  try {
    const { v: _v, ...cursor } = cursorSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    return cursor
  } catch {
    return undefined
  }
}

/**
 * Where to go on from, when the stream's last entry of this terminal has the number `last`, 0 where it has none. The
 * stream knows repeats for some hours; what it has is therefore not sent again where that is certain. Looked at once
 * in a session: a repeat that came late may stand last, and then a window is sent in vain.
 */
export function resumeAt({ seq, sent }: Pick<Cursor, 'seq' | 'sent'>, last: number): number {
  // The cursor was lost, or the stream has lost what it had acknowledged (a power cut, an older copy of its store).
  // Only within one window can an entry be missing before another.
  if (seq === 0 || last < seq) return Math.max(0, last - WINDOW)
  const wasAlone = sent === seq + 1
  return wasAlone && last === sent ? last : seq
}

import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { isSound, writeLine } from './line.ts'
import type { MeasuredSegment, Scan } from './scan.ts'
import { type Place, type PlacedEntry, SEGMENT_LINES, segmentPath, syncDirectory } from './segments.ts'

/** Where the next line is chained to, and what is on the disk. */
export interface WriterState {
  readonly seq: number
  readonly hash: string
  readonly last: Place | undefined
  readonly segments: readonly MeasuredSegment[]
}

export interface Writer {
  state(): WriterState
  append(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED'>>
  close(): Promise<void>
}

export interface WriterDeps {
  readonly clock: Clock
  /** Told of each entry as soon as it is on the disk, before `append` resolves. */
  readonly onEntry: (entry: PlacedEntry) => void
}

interface Tail extends MeasuredSegment {
  readonly file: FileHandle
}

/** Goes on behind the last whole line of a scan; what lies behind that is cut off. */
export async function startWriter(dir: string, scan: Scan, deps: WriterDeps): Promise<Writer> {
  let { seq, hash, last: lastPlace } = scan
  let sealed: readonly MeasuredSegment[] = scan.segments.slice(0, -1)
  let tail = await openTail(dir, scan.segments.at(-1))
  let broken = false
  let turn: Promise<unknown> = Promise.resolve()

  async function write(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED'>> {
    if (broken && !(await undo(tail)))
      return fail('JOURNAL_WRITE_FAILED', 'an earlier write could not be undone')
    broken = false
    const entry: JournalEntry = { seq: seq + 1, at: deps.clock.now(), fact }
    if (!isSound(entry)) return fail('JOURNAL_WRITE_FAILED', `a ${fact.type} fact that is not one`)
    const line = writeLine(entry, hash)
    try {
      if (entry.seq - tail.firstSeq >= SEGMENT_LINES) await beginSegment(entry.seq)
      await writeWhole(tail, line.text)
    } catch (error) {
      broken = !(await undo(tail))
      return fail('JOURNAL_WRITE_FAILED', String(error))
    }
    taken(entry, line)
    return ok(entry)
  }

  async function beginSegment(firstSeq: number): Promise<void> {
    const file = await open(segmentPath(dir, firstSeq), 'wx')
    await syncDirectory(dir)
    await tail.file.close()
    sealed = [...sealed, { firstSeq: tail.firstSeq, bytes: tail.bytes }]
    tail = { file, firstSeq, bytes: 0 }
  }

  function taken(entry: JournalEntry, { hash: own, text }: ReturnType<typeof writeLine>): void {
    const bytes = Buffer.byteLength(text)
    const place = { segment: tail.firstSeq, offset: tail.bytes, length: bytes - 1 }
    tail = { ...tail, bytes: tail.bytes + bytes }
    seq = entry.seq
    hash = own
    lastPlace = place
    deps.onEntry({ entry, place, hash })
  }

  return {
    state: () => ({
      ...{ seq, hash, last: lastPlace },
      segments: [...sealed, { firstSeq: tail.firstSeq, bytes: tail.bytes }],
    }),
    /** One write at a time: each line is chained to the one before it. */
    append(fact) {
      const written = turn.then(() => write(fact))
      turn = written
      return written
    },
    async close() {
      await turn
      await tail.file.close()
    },
  }
}

async function openTail(dir: string, segment: MeasuredSegment | undefined): Promise<Tail> {
  if (!segment) {
    const file = await open(segmentPath(dir, 1), 'wx')
    await syncDirectory(dir)
    await syncDirectory(dirname(dir))
    return { file, firstSeq: 1, bytes: 0 }
  }
  const file = await open(segmentPath(dir, segment.firstSeq), 'r+')
  await file.truncate(segment.bytes)
  await file.datasync()
  return { file, ...segment }
}

/** A disk with room for a part writes that part and calls it a success. */
async function writeWhole({ file, bytes }: Tail, text: string): Promise<void> {
  const { bytesWritten } = await file.write(text, bytes)
  if (bytesWritten < Buffer.byteLength(text)) throw new Error('the disk took only a part of the line')
  await file.datasync()
}

/** Takes a half-written line back off the disk; false when the disk refuses that too. */
async function undo(tail: Tail): Promise<boolean> {
  try {
    await tail.file.truncate(tail.bytes)
    await tail.file.datasync()
    return true
  } catch {
    return false
  }
}

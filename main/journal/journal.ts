import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { RandomBytes } from '#src/time/random.ts'
import { GENESIS, readLine, writeLine } from './line.ts'
import { finishRepair, repairJournal } from './repair.ts'
import {
  listSegments,
  readEntries,
  SEGMENT_LINES,
  type Segment,
  scanSegment,
  segmentPath,
  syncDirectory,
} from './segments.ts'

/**
 * The ledger of facts: append-only, hash-chained, on disk before `append` resolves. It is the
 * authority; everything else that knows about payments can be rebuilt from it.
 */
export interface Journal {
  readonly epoch: Hex
  readonly ledgerId: Hex
  /** Number of the last entry. */
  seq(): number
  /** Resolves after fdatasync. A failed write leaves no part of the line behind. */
  append(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED'>>
  /** Up to `limit` entries after `seq`, oldest first. */
  since(seq: number, limit: number): Promise<JournalEntry[]>
  close(): Promise<void>
}

export interface JournalDeps {
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Every entry that is on disk at opening, oldest first. */
  readonly onEntry: (entry: JournalEntry) => void
  readonly log: (message: string) => void
}

type OpenedFact = Extract<Fact, { type: 'opened' }>

interface Tail {
  readonly file: FileHandle
  readonly bytes: number
  readonly lines: number
}

/**
 * Opens the journal in `dir`, or begins one. A torn last line is cut off, as a kill in mid-write
 * leaves it; any other damage sets the old files aside and carries every line that can still
 * prove itself into a new journal (repair.ts). Nothing is ever deleted.
 */
export async function openJournal(
  dir: string,
  deps: JournalDeps,
): Promise<Result<Journal, 'JOURNAL_UNREADABLE'>> {
  try {
    await finishRepair(dir)
    await mkdir(dir, { recursive: true })
    const opened = (await openWhole(dir, deps)) ?? (await openRepaired(dir, deps))
    return opened ? ok(opened) : fail('JOURNAL_UNREADABLE', 'still damaged after repair')
  } catch (error) {
    return fail('JOURNAL_UNREADABLE', String(error))
  }
}

async function openRepaired(dir: string, deps: JournalDeps): Promise<Journal | undefined> {
  const { aside, salvaged } = await repairJournal(dir, deps)
  deps.log(`journal was damaged: ${salvaged} entries carried over, the old files are in ${aside}`)
  return openWhole(dir, deps)
}

async function openWhole(dir: string, deps: JournalDeps): Promise<Journal | undefined> {
  const segments = await listSegments(dir)
  const entries: JournalEntry[] = []
  let prev = GENESIS
  let lastBytes = 0
  for (const segment of segments) {
    const scan = await scanSegment(segment.path, prev, entries.length + 1)
    const isLast = segment === segments.at(-1)
    if (scan.end === 'damaged' || (scan.end === 'torn' && !isLast)) return undefined
    if (scan.end === 'torn') deps.log(`cut a torn line off ${segment.path}`)
    for (const line of scan.lines) entries.push(line.entry)
    prev = scan.lines.at(-1)?.hash ?? prev
    lastBytes = scan.goodBytes
  }
  const first = entries[0]?.fact
  if (first && first.type !== 'opened') return undefined
  const journal = await startWriter({ dir, deps, segments, seq: entries.length, prev, lastBytes })
  const { epoch, ledgerId } = first ?? (await journal.begin())
  for (const entry of entries) deps.onEntry(entry)
  return { ...journal.methods, epoch, ledgerId }
}

interface WriterStart {
  readonly dir: string
  readonly deps: JournalDeps
  readonly segments: Segment[]
  readonly seq: number
  readonly prev: string
  readonly lastBytes: number
}

async function startWriter(start: WriterStart) {
  const { dir, deps, segments } = start
  let { seq, prev } = start
  let tail = await openTail(start)
  let broken = false
  let last: Promise<unknown> = Promise.resolve()

  async function write(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED'>> {
    if (broken) return fail('JOURNAL_WRITE_FAILED', 'an earlier write could not be undone')
    const entry: JournalEntry = { seq: seq + 1, at: deps.clock.now(), fact }
    const { hash, text } = writeLine(entry, prev)
    if (!readLine(text.slice(0, -1)))
      return fail('JOURNAL_WRITE_FAILED', `a ${fact.type} fact that could not be read again`)
    try {
      if (tail.lines >= SEGMENT_LINES) tail = await nextSegment(dir, segments, tail, entry.seq)
      await writeWhole(tail, text)
    } catch (error) {
      broken = !(await undo(tail))
      return fail('JOURNAL_WRITE_FAILED', String(error))
    }
    tail = { file: tail.file, bytes: tail.bytes + Buffer.byteLength(text), lines: tail.lines + 1 }
    seq = entry.seq
    prev = hash
    return ok(entry)
  }

  /** One write at a time: each line is chained to the one before it. */
  function append(fact: Fact) {
    const written = last.then(() => write(fact))
    last = written
    return written
  }

  return {
    async begin(): Promise<OpenedFact> {
      const id = (): Hex => `0x${bytesToHex(deps.randomBytes(32))}`
      const fact: OpenedFact = { type: 'opened', ledgerId: id(), epoch: id() }
      const written = await append(fact)
      if (!written.ok) throw new Error(written.error.detail)
      return fact
    },
    methods: {
      seq: () => seq,
      append,
      // Up to `seq` only: a line that is just being written may still be taken back.
      since: (after: number, limit: number) => readSince(segments, after, Math.min(limit, seq - after)),
      close: async () => {
        await last
        await tail.file.close()
      },
    },
  }
}

async function openTail({ dir, segments, seq, lastBytes }: WriterStart): Promise<Tail> {
  const segment = segments.at(-1)
  if (!segment) {
    const path = segmentPath(dir, 1)
    const file = await open(path, 'wx')
    segments.push({ path, firstSeq: 1 })
    await syncDirectory(dir)
    await syncDirectory(dirname(dir))
    return { file, bytes: 0, lines: 0 }
  }
  const file = await open(segment.path, 'r+')
  await file.truncate(lastBytes)
  await file.datasync()
  return { file, bytes: lastBytes, lines: seq - segment.firstSeq + 1 }
}

async function nextSegment(dir: string, segments: Segment[], tail: Tail, firstSeq: number): Promise<Tail> {
  const path = segmentPath(dir, firstSeq)
  const file = await open(path, 'wx')
  await syncDirectory(dir)
  await tail.file.close()
  segments.push({ path, firstSeq })
  return { file, bytes: 0, lines: 0 }
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

async function readSince(segments: readonly Segment[], seq: number, limit: number): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for (const [i, segment] of segments.entries()) {
    const next = segments[i + 1]
    if (next && next.firstSeq <= seq + 1) continue
    if (entries.length >= limit) break
    entries.push(...(await readEntries(segment, seq)))
  }
  return entries.slice(0, limit)
}

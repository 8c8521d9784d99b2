import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry } from '#src/journal/entry.ts'
import { endedWrongly, findLines, type Line, readLine } from './line.ts'

/** Lines in one file before the next is begun: a few megabytes, read in tens of milliseconds. */
export const SEGMENT_LINES = 5000

export interface Segment {
  readonly path: string
  readonly firstSeq: number
}

export const segmentPath = (dir: string, firstSeq: number): string =>
  join(dir, `${firstSeq.toString().padStart(10, '0')}.jsonl`)

export async function listSegments(dir: string): Promise<Segment[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{10}\.jsonl$/.test(name)).sort()
  return names.map((name) => ({ path: join(dir, name), firstSeq: Number(name.slice(0, 10)) }))
}

/** Directory entries survive a power cut only after the directory itself is synced. */
export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** How far a segment can be read, and what is wrong behind that point. */
export interface SegmentScan {
  readonly lines: Line[]
  /** Bytes that hold whole lines that follow on each other. */
  readonly goodBytes: number
  /**
   * `torn`: one unfinished line at the very end, as a kill in mid-write leaves it.
   * `damaged`: anything else that breaks the chain.
   */
  readonly end: 'whole' | 'torn' | 'damaged'
}

/** Reads a segment whose first line must follow on `prev` with number `seq`. */
export async function scanSegment(path: string, prev: string, seq: number): Promise<SegmentScan> {
  const bytes = await readFile(path)
  const lines: Line[] = []
  let goodBytes = 0
  while (goodBytes < bytes.length) {
    const newline = bytes.indexOf(0x0a, goodBytes)
    if (newline < 0) {
      const isWhole = endedWrongly(bytes.toString('utf8', goodBytes)) !== undefined
      return { lines, goodBytes, end: isWhole ? 'damaged' : 'torn' }
    }
    const line = readLine(bytes.toString('utf8', goodBytes, newline))
    const before = lines.at(-1)?.hash ?? prev
    if (!line || line.prev !== before || line.entry.seq !== seq + lines.length)
      return { lines, goodBytes, end: 'damaged' }
    lines.push(line)
    goodBytes = newline + 1
  }
  return { lines, goodBytes, end: 'whole' }
}

/** Every line of a damaged segment that can still prove itself, wherever it stands. */
export async function salvageLines(path: string): Promise<JournalEntry[]> {
  return findLines(await readFile(path, 'utf8')).map((line) => line.entry)
}

/** Entries after `seq` of one segment whose chain was checked at start. */
export async function readEntries(segment: Segment, seq: number): Promise<JournalEntry[]> {
  const entries = await salvageLines(segment.path)
  return entries.filter((entry) => entry.seq > seq)
}

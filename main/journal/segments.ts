import { closeSync, openSync, readSync } from 'node:fs'
import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry } from '#src/journal/entry.ts'
import { endedWrongly, entryOf, findLines, proveLine } from './line.ts'

/** Lines in one file before the next is begun: a few megabytes, read in tens of milliseconds. */
export const SEGMENT_LINES = 5000

export interface Segment {
  readonly path: string
  readonly firstSeq: number
}

/** Where a line lies: the first number of its segment, then bytes. `length` is without the line feed. */
export interface Place {
  readonly segment: number
  readonly offset: number
  readonly length: number
}

/** An entry that is on disk. */
export interface PlacedEntry {
  readonly entry: JournalEntry
  readonly place: Place
  readonly hash: string
}

const LINE_FEED = 0x0a

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
  readonly lines: PlacedEntry[]
  /** Bytes that hold whole lines that follow on each other. */
  readonly goodBytes: number
  /**
   * `torn`: one unfinished line at the very end, as a kill in mid-write leaves it.
   * `damaged`: anything else that breaks the chain.
   */
  readonly end: 'whole' | 'torn' | 'damaged'
}

/** Reads a segment from `offset` on; the first line there must follow on `prev` with number `seq`. */
export async function scanSegment(
  { path, firstSeq }: Segment,
  { prev, seq, offset }: { readonly prev: string; readonly seq: number; readonly offset: number },
): Promise<SegmentScan> {
  const bytes = await readFrom(path, offset)
  const lines: PlacedEntry[] = []
  const until = (at: number, end: SegmentScan['end']) => ({ lines, goodBytes: offset + at, end })
  let at = 0
  while (at < bytes.length) {
    const end = bytes.indexOf(LINE_FEED, at)
    if (end < 0) return until(at, endedWrongly(bytes.toString('utf8', at)) ? 'damaged' : 'torn')
    const line = proveLine(bytes.subarray(at, end))
    const entry = line && entryOf(line)
    if (!entry || line.prev !== (lines.at(-1)?.hash ?? prev) || entry.seq !== seq + lines.length)
      return until(at, 'damaged')
    lines.push({
      entry,
      hash: line.hash,
      place: { segment: firstSeq, offset: offset + at, length: end - at },
    })
    at = end + 1
  }
  return until(at, 'whole')
}

/** Every line of a damaged segment that can still prove itself, wherever it stands. */
export async function salvageLines(path: string): Promise<JournalEntry[]> {
  return findLines(await readFile(path, 'utf8')).map((line) => line.entry)
}

/** One line, read at once: whoever asks cannot wait. Throws when it is not there or not whole. */
export function readPlaced(dir: string, place: Place): Omit<PlacedEntry, 'place'> {
  const bytes = Buffer.alloc(place.length)
  const path = segmentPath(dir, place.segment)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, place.length, place.offset)
  } finally {
    closeSync(file)
  }
  const line = proveLine(bytes)
  const entry = line && entryOf(line)
  if (!entry) throw new Error(`${path} is damaged at ${place.offset}`)
  return { entry, hash: line.hash }
}

async function readFrom(path: string, offset: number): Promise<Buffer> {
  if (offset === 0) return readFile(path)
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(0, (await file.stat()).size - offset))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

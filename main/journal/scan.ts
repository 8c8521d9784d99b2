import { stat } from 'node:fs/promises'
import type { Hex } from '#src/payment/hex.ts'
import { GENESIS } from './line.ts'
import {
  listSegments,
  type Place,
  type PlacedEntry,
  readPlaced,
  type Segment,
  scanSegment,
} from './segments.ts'

/** A segment with the bytes of it that hold whole lines. */
export interface MeasuredSegment {
  readonly firstSeq: number
  readonly bytes: number
}

/**
 * How far a journal went at some moment. The hash of its last line vouches for every line before
 * it, so whatever was derived from the journal at that moment can be kept and taken up again.
 */
export interface Mark {
  readonly epoch: Hex
  readonly ledgerId: Hex
  readonly seq: number
  readonly hash: string
  /** Where the last line lies. */
  readonly last: Place
  readonly segments: readonly MeasuredSegment[]
}

/** What lies on the disk, as far as it is whole, and the entries behind the mark. */
export interface Scan {
  readonly segments: MeasuredSegment[]
  readonly entries: PlacedEntry[]
  readonly seq: number
  readonly hash: string
  readonly last: Place | undefined
  /** The last segment ends in a line that a kill left unfinished. */
  readonly torn: boolean
}

/**
 * Reads the journal from its first line, or the lines behind `mark`. undefined when the chain is
 * broken, or when the mark is not of this journal.
 */
export async function scanJournal(dir: string, mark?: Mark): Promise<Scan | undefined> {
  const found = await listSegments(dir)
  const covered = mark?.segments ?? []
  if (mark && !(await isMarkOf(dir, mark, found))) return undefined

  const segments = covered.slice(0, -1)
  const entries: PlacedEntry[] = []
  let at = { seq: mark?.seq ?? 0, hash: mark?.hash ?? GENESIS, last: mark?.last }
  let torn = false
  for (const segment of found.slice(segments.length)) {
    const offset = covered[segments.length]?.bytes ?? 0
    if (offset === 0 && segment.firstSeq !== at.seq + 1) return undefined
    const scan = await scanSegment(segment, { prev: at.hash, seq: at.seq + 1, offset })
    torn = scan.end === 'torn'
    if (scan.end === 'damaged' || (torn && segment !== found.at(-1))) return undefined
    entries.push(...scan.lines)
    const line = scan.lines.at(-1)
    if (line) at = { seq: line.entry.seq, hash: line.hash, last: line.place }
    segments.push({ firstSeq: segment.firstSeq, bytes: scan.goodBytes })
  }
  return { segments, entries, ...at, torn }
}

/** The files are as the mark has them, only the last may have grown, and the last line is the same. */
async function isMarkOf(dir: string, mark: Mark, found: readonly Segment[]): Promise<boolean> {
  const sizes = await Promise.all(found.map(async ({ path }) => (await stat(path)).size))
  const fits = mark.segments.every(({ firstSeq, bytes }, i) => {
    const size = sizes[i] ?? -1
    const isLast = i === mark.segments.length - 1
    return found[i]?.firstSeq === firstSeq && (isLast ? size >= bytes : size === bytes)
  })
  if (!fits) return false
  try {
    return readPlaced(dir, mark.last).hash === mark.hash
  } catch {
    return false
  }
}

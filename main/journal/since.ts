import type { JournalEntry } from '#src/journal/entry.ts'
import { entryOf, proveLine } from './line.ts'
import { linesFrom } from './lines.ts'
import type { MeasuredSegment } from './scan.ts'
import { type Place, segmentPath } from './segments.ts'

/** Of so many lines the place of one is kept, so that reading need not begin at its file's first. */
const STEP = 64

/** Where some lines begin, of those that were read or written since the start. */
export interface Steps {
  /** Lines come in their order. */
  note(seq: number, place: Place): void
  /** The nearest known line at or before `seq` in its segment. */
  before(seq: number, segment: number): { readonly seq: number; readonly offset: number }
}

export function createSteps(): Steps {
  const steps: { readonly seq: number; readonly place: Place }[] = []
  return {
    note(seq, place) {
      if (steps.length === 0 || seq % STEP === 0) steps.push({ seq, place })
    },
    before(seq, segment) {
      const step = steps.findLast((each) => each.seq <= seq)
      return step && step.place.segment === segment
        ? { seq: step.seq, offset: step.place.offset }
        : { seq: segment, offset: 0 }
    },
  }
}

export interface SinceParts {
  readonly dir: string
  readonly segments: readonly MeasuredSegment[]
  readonly steps: Steps
}

/** Up to `limit` entries behind `seq`. Throws when a line in between is damaged or gone. */
export async function readSince(parts: SinceParts, seq: number, limit: number): Promise<JournalEntry[]> {
  const { dir, segments, steps } = parts
  const entries: JournalEntry[] = []
  let next = seq + 1
  for (const [i, { firstSeq }] of segments.entries()) {
    const end = segments[i + 1]?.firstSeq ?? Number.POSITIVE_INFINITY
    if (entries.length >= limit || next >= end) continue
    const from = steps.before(next, firstSeq)
    for await (const bytes of linesFrom(segmentPath(dir, firstSeq), from.offset, next - from.seq)) {
      entries.push(wholeEntry(bytes, next))
      next += 1
      if (entries.length >= limit) break
    }
    if (entries.length < limit && next !== end) throw new Error(`the journal ends before line ${next}`)
  }
  return entries
}

function wholeEntry(bytes: Buffer, seq: number): JournalEntry {
  const line = proveLine(bytes)
  const entry = line && entryOf(line)
  if (entry?.seq !== seq) throw new Error(`line ${seq} of the journal is damaged`)
  return entry
}

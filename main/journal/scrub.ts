import { GENESIS, proveLine } from './line.ts'
import { linesFrom } from './lines.ts'
import type { Mark } from './scan.ts'
import { segmentPath } from './segments.ts'

/** Lines between two breaths: about a millisecond of hashing. */
const PIECE = 200

/**
 * Reads every line up to `mark` again and follows the chain. Returns what is wrong, or undefined.
 * `breathe` is awaited between pieces, so that nobody waits for it.
 */
export async function scrubJournal(
  dir: string,
  { seq, hash, segments }: Mark,
  breathe: () => Promise<void>,
): Promise<string | undefined> {
  let before = GENESIS
  let lines = 0
  for (const { firstSeq } of segments) {
    const path = segmentPath(dir, firstSeq)
    for await (const bytes of linesFrom(path, 0)) {
      if (lines === seq) break
      const line = proveLine(bytes)
      lines += 1
      if (line?.prev !== before) return `line ${lines} of the journal is damaged, in ${path}`
      before = line.hash
      if (lines % PIECE === 0) await breathe()
    }
  }
  return before === hash ? undefined : `the journal ends before line ${seq}`
}

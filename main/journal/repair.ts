import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Clock } from '#src/time/clock.ts'
import type { RandomBytes } from '#src/time/random.ts'
import { GENESIS, writeLine } from './line.ts'
import { listSegments, SEGMENT_LINES, salvageLines, segmentPath, syncDirectory } from './segments.ts'

export interface RepairDeps {
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Tells whose place is taken when the journal itself cannot tell any more. */
  readonly remembered?: readonly { readonly ledgerId: Hex }[]
}

/**
 * Replaces a damaged journal by a new one that holds every line which can still prove itself, in
 * the old order. The damaged files are kept beside it for a person to look at. The epoch is new,
 * so that the queue knows to compare itself with this journal and to give back what it alone has.
 * The ledger id is new as well: receipts whose lines are gone have used nonces of the old one.
 */
export async function repairJournal(
  dir: string,
  { clock, randomBytes, remembered }: RepairDeps,
): Promise<{ readonly aside: string; readonly salvaged: number }> {
  const salvaged: JournalEntry[] = []
  for (const segment of await listSegments(dir)) salvaged.push(...(await salvageLines(segment.path)))

  const newId = (): Hex => `0x${bytesToHex(randomBytes(32))}`
  const opened = salvaged.find((entry) => entry.fact.type === 'opened')?.fact
  const follows = opened?.type === 'opened' ? opened.ledgerId : remembered?.[0]?.ledgerId
  const facts: { at: number; fact: Fact }[] = [
    { at: clock.now(), fact: openedFact(newId, follows) },
    ...salvaged.filter((entry) => entry.fact.type !== 'opened'),
  ]

  const fresh = freshPath(dir)
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh)
  const lines = chain(facts)
  for (let i = 0; i < lines.length; i += SEGMENT_LINES)
    await writeFile(segmentPath(fresh, i + 1), lines.slice(i, i + SEGMENT_LINES).join(''), { flush: true })
  await syncDirectory(fresh)

  const aside = await freeName(dir, clock.now())
  await rename(dir, aside)
  await rename(fresh, dir)
  await syncDirectory(dirname(dir))
  return { aside, salvaged: facts.length - 1 }
}

/** A kill between the two renames leaves no journal but a finished new one: it takes its place. */
export async function finishRepair(dir: string): Promise<void> {
  const siblings = await readdir(dirname(dir)).catch((): string[] => [])
  if (siblings.includes(basename(dir)) || !siblings.includes(basename(freshPath(dir)))) return
  await rename(freshPath(dir), dir)
  await syncDirectory(dirname(dir))
}

const freshPath = (dir: string): string => `${dir}.new`

/** Where the damaged files go. A clock that stands still may have given the same name before. */
async function freeName(dir: string, now: number): Promise<string> {
  const siblings = await readdir(dirname(dir))
  const name = (at: number) => `${basename(dir)}-damaged-${at}`
  let at = now
  while (siblings.includes(name(at))) at += 1
  return join(dirname(dir), name(at))
}

/** Facts as one chain of lines, numbered anew. */
function chain(facts: readonly { at: number; fact: Fact }[]): string[] {
  let prev = GENESIS
  return facts.map(({ at, fact }, i) => {
    const { hash, text } = writeLine({ seq: i + 1, at, fact }, prev)
    prev = hash
    return text
  })
}

/** The first line of a new journal, which may take the place of another. */
export const openedFact = (
  newId: () => Hex,
  follows: Hex | undefined,
): Extract<Fact, { type: 'opened' }> => ({
  type: 'opened',
  ledgerId: newId(),
  epoch: newId(),
  ...(follows === undefined ? {} : { follows }),
})

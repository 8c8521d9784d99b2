import { mkdir } from 'node:fs/promises'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { RandomBytes } from '#src/time/random.ts'
import { NewerFact } from './line.ts'
import { finishRepair, openedFact, repairJournal } from './repair.ts'
import { type Mark, type Scan, scanJournal } from './scan.ts'
import type { PlacedEntry } from './segments.ts'
import { createSteps, readSince } from './since.ts'
import { startWriter, type WriterDeps } from './writer.ts'

/**
 * The ledger of facts: append-only, hash-chained, on disk before `append` resolves. It is the
 * authority; everything else that knows about payments can be rebuilt from it.
 */
export interface Journal {
  readonly epoch: Hex
  readonly ledgerId: Hex
  /** The ledger id of the journal whose place it has taken; known when it was read from its first line. */
  readonly follows: Hex | undefined
  /** Number of the last entry. */
  seq(): number
  /** Where it stands now: to be given to `continueJournal` at the next start. */
  mark(): Mark
  /** Resolves after fdatasync. A failed write leaves no part of the line behind. */
  append(fact: Fact): Promise<Result<JournalEntry, 'JOURNAL_WRITE_FAILED'>>
  /** Up to `limit` entries after `seq`, oldest first. Throws when a line was damaged after the start. */
  since(seq: number, limit: number): Promise<JournalEntry[]>
  close(): Promise<void>
}

/** What is known from elsewhere of the journal that should be there. */
export interface Remembered {
  readonly epoch: Hex
  readonly ledgerId: Hex
  readonly seq: number
}

export interface JournalDeps extends WriterDeps {
  readonly randomBytes: RandomBytes
  /**
   * Every entry in its order: at opening those that are on the disk, behind the mark if there is
   * one, and then each that is written.
   */
  readonly onEntry: (entry: PlacedEntry) => void
  /** A journal that ends before one of these has lost its end; a new one takes the first one's ledger id. */
  readonly remembered?: readonly Remembered[]
  readonly log: (message: string) => void
}

export type OpenFault = 'JOURNAL_UNREADABLE' | 'DATA_NEWER'

/**
 * Opens the journal in `dir`, or begins one. A torn last line is cut off, as a kill in mid-write
 * leaves it; any other damage sets the old files aside and carries every line that can still
 * prove itself into a new journal (repair.ts). Nothing is ever deleted. A journal with facts of a newer
 * version of the program is left as it is: DATA_NEWER.
 */
export async function openJournal(dir: string, deps: JournalDeps): Promise<Result<Journal, OpenFault>> {
  try {
    await finishRepair(dir)
    await mkdir(dir, { recursive: true })
    const opened = (await openWhole(dir, deps)) ?? (await openRepaired(dir, deps))
    return opened ? ok(opened) : fail('JOURNAL_UNREADABLE', 'still damaged after repair')
  } catch (error) {
    return fail(error instanceof NewerFact ? 'DATA_NEWER' : 'JOURNAL_UNREADABLE', String(error))
  }
}

/** Opens a journal of which everything up to `mark` is known. undefined when it is not as the mark says. */
export async function continueJournal(
  dir: string,
  mark: Mark,
  deps: JournalDeps,
): Promise<Journal | undefined> {
  try {
    const scan = await scanJournal(dir, mark)
    return scan && !lostItsEnd(scan, mark, deps) ? await openScanned(dir, scan, mark, deps) : undefined
  } catch {
    return undefined
  }
}

async function openRepaired(dir: string, deps: JournalDeps): Promise<Journal | undefined> {
  const { aside, salvaged } = await repairJournal(dir, deps)
  deps.log(`journal was damaged: ${salvaged} entries carried over, the old files are in ${aside}`)
  return openWhole(dir, deps)
}

async function openWhole(dir: string, deps: JournalDeps): Promise<Journal | undefined> {
  const scan = await scanJournal(dir)
  const first = scan?.entries[0]?.entry.fact
  if (!scan || (first && (first.type !== 'opened' || lostItsEnd(scan, first, deps)))) return undefined
  return openScanned(dir, scan, first, deps)
}

const lostItsEnd = (
  { seq }: Scan,
  { epoch }: { readonly epoch: Hex },
  { remembered }: JournalDeps,
): boolean => remembered?.some((known) => known.epoch === epoch && known.seq > seq) ?? false

interface Names {
  readonly epoch: Hex
  readonly ledgerId: Hex
  readonly follows?: Hex | undefined
}

async function openScanned(
  dir: string,
  scan: Scan,
  known: Names | undefined,
  deps: JournalDeps,
): Promise<Journal> {
  if (scan.torn) deps.log(`cut a torn line off the end of ${dir}`)
  const steps = createSteps()
  if (scan.last && scan.entries.length === 0) steps.note(scan.seq, scan.last)
  const take = (line: PlacedEntry): void => {
    steps.note(line.entry.seq, line.place)
    deps.onEntry(line)
  }
  for (const line of scan.entries) take(line)
  const writer = await startWriter(dir, scan, { clock: deps.clock, onEntry: take })
  const names = known ?? (await begin(writer.append, deps))

  return {
    epoch: names.epoch,
    ledgerId: names.ledgerId,
    follows: names.follows,
    seq: () => writer.state().seq,
    mark() {
      const { last, ...state } = writer.state()
      if (!last) throw new Error('a journal has a first line')
      return { epoch: names.epoch, ledgerId: names.ledgerId, last, ...state }
    },
    append: writer.append,
    since(seq, limit) {
      const { segments, seq: end } = writer.state()
      // Up to the last whole line only: one that is just being written may still be taken back.
      return readSince({ dir, segments, steps }, seq, Math.max(0, Math.min(limit, end - seq)))
    },
    close: writer.close,
  }
}

async function begin(append: Journal['append'], deps: JournalDeps): Promise<Names> {
  const newId = (): Hex => `0x${bytesToHex(deps.randomBytes(32))}`
  const fact = openedFact(newId, deps.remembered?.[0]?.ledgerId)
  const written = await append(fact)
  if (!written.ok) throw new Error(written.error.detail)
  return fact
}

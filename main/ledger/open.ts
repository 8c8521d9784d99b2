import { missingCount, type ReceiptRange } from '#src/payment/missing.ts'
import { fail, ok, type Result } from '#src/result.ts'
import {
  continueJournal,
  type Journal,
  type JournalDeps,
  type OpenFault,
  openJournal,
} from '../journal/journal.ts'
import type { Place, PlacedEntry } from '../journal/segments.ts'
import { type Index, indexPath, readIndex } from './index-file.ts'
import { createTally, emptyStart, type Tally } from './tally.ts'
import { fleetWitnessPath, readWitness, type Witness, witnessPath } from './witness.ts'

export interface OpenDeps extends Omit<JournalDeps, 'remembered'> {
  /** Reads a line of the journal; throws when it is damaged. */
  readonly read: (place: Place) => Pick<PlacedEntry, 'entry'>
}

export interface Opened {
  readonly journal: Journal
  readonly tally: Tally
}

/**
 * Opens the journal with its index and the lines behind it, or all of it when the index is missing
 * or wrong. If receipts were given out that the journal does not know of, it says so from now on.
 */
export async function openTallied(dir: string, deps: OpenDeps): Promise<Result<Opened, OpenFault>> {
  const found = await readIndex(indexPath(dir))
  const witnesses = [
    await readWitness(witnessPath(dir)),
    found.witness,
    await readWitness(fleetWitnessPath(dir)),
  ].filter((each) => each !== undefined)
  const withWitnesses = { ...deps, remembered: witnesses }
  const opened = found.index && (await continueFrom(dir, found.index, withWitnesses))
  const result = opened ? ok(opened) : await openAll(dir, withWitnesses)
  if (!result.ok) return result
  const resumed = await resume(result.value, witnesses)
  if (!resumed.ok) return resumed
  const { missing } = result.value.tally.summary()
  if (missing.length > 0)
    deps.log(`no record is left of ${missingCount(missing)} receipts: ${rangesText(missing)}`)
  return result
}

async function continueFrom(dir: string, index: Index, deps: OpenDeps): Promise<Opened | undefined> {
  try {
    const tally = createTally(index, deps.read)
    const journal = await continueJournal(dir, index.mark, takingInto(tally, deps))
    return journal && { journal, tally }
  } catch {
    // A batch's line is damaged: the journal is read from its first line.
    return undefined
  }
}

async function openAll(dir: string, deps: OpenDeps): Promise<Result<Opened, OpenFault>> {
  const tally = createTally(emptyStart, deps.read)
  const journal = await openJournal(dir, takingInto(tally, deps))
  return journal.ok ? ok({ journal: journal.value, tally }) : journal
}

const takingInto = (tally: Tally, deps: OpenDeps): JournalDeps => ({
  ...deps,
  onEntry(line) {
    tally.take(line)
    deps.onEntry(line)
  },
})

/** Receipt numbers go on behind the last that was given out, so that those in between are missed. */
async function resume(
  { journal, tally }: Opened,
  witnesses: readonly Witness[],
): Promise<Result<undefined, 'JOURNAL_UNREADABLE'>> {
  const numbers = witnesses
    .filter(({ ledgerId }) => ledgerId === journal.ledgerId || ledgerId === journal.follows)
    .map((witness) => witness.lastReceiptNumber)
  const lastReceiptNumber = Math.max(0, ...numbers)
  if (lastReceiptNumber <= tally.summary().lastReceiptNumber) return ok()
  const written = await journal.append({ type: 'resumed', lastReceiptNumber })
  return written.ok ? ok() : fail('JOURNAL_UNREADABLE', written.error.detail)
}

/** "5-7, 9" */
const rangesText = (ranges: readonly ReceiptRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')

import type { Uplinked } from '#src/fleet/entry.ts'
import type { Fact } from '#src/journal/entry.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { fleetWitnessPath, writeWitness } from '../ledger/witness.ts'
import type { Activity } from '../update/safe-moment.ts'

export interface OlderParts {
  readonly journalDir: string
  readonly ledger: Pick<Ledger, 'journal' | 'summary' | 'record'>
  readonly activity: Pick<Activity, 'isSelling' | 'isClosing' | 'hold'>
  readonly restart: () => void
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What a session has found of a disk that is older than what the fleet remembers. */
export interface OlderDisk {
  readonly why: string
  readonly last: Uplinked
  /** What was voided behind its end. Rejects when the fleet does not tell. */
  readonly voids: () => Promise<Fact[]>
}

const LOOK_MS = 1000

/**
 * Ends the ledger of a disk that is older than what the fleet remembers: the next start finds a witness of a longer
 * journal, carries every payment over into a new one and numbers receipts behind those that were given out. The
 * restart waits for the end of a sale and for nothing else.
 */
export async function beginAnew(
  parts: OlderParts,
  { why, last }: Pick<OlderDisk, 'why' | 'last'>,
): Promise<void> {
  const { journalDir, ledger, activity, clock, signal } = parts
  const { epoch, ledgerId } = ledger.journal
  await writeWitness(fleetWitnessPath(journalDir), {
    ...{ epoch, ledgerId },
    // Behind whatever is still written until the restart.
    seq: Number.MAX_SAFE_INTEGER,
    lastReceiptNumber: lastReceipt(ledger, last),
  })
  await ledger.record({ type: 'noted', what: 'disk-older-than-fleet', by: null, detail: why.slice(0, 400) })
  while (!signal.aborted) {
    const isBusy = activity.isSelling() || activity.isClosing()
    if (!isBusy && (await activity.hold())) return parts.restart()
    await pause(clock, LOOK_MS)
  }
}

/** Rejects when the disk refuses one. What the ledger does not have, or knows as voided or sent, stays as it is. */
export async function takeVoids(ledger: Pick<Ledger, 'record'>, voids: readonly Fact[]): Promise<void> {
  for (const fact of voids) {
    const written = await ledger.record(fact)
    if (!written.ok && written.error.code !== 'INTERNAL')
      throw new Error(`a void is not written: ${written.error.code}`)
  }
}

/** Behind every receipt that can have been given out: each has an entry of its own. */
function lastReceipt({ journal, summary }: OlderParts['ledger'], { epoch, entry }: Uplinked): number {
  const own = summary().lastReceiptNumber
  const { fact } = entry
  if (fact.type === 'accepted' || fact.type === 'received') return Math.max(own, fact.payment.receiptNumber)
  const more = epoch === journal.epoch ? Math.max(0, entry.seq - journal.seq()) : 0
  return own + more
}

import type { Durability } from './app/contract.ts'
import type { Life } from './life.ts'

/** Payments that were acknowledged and then missed. Each counts once, however often it was missed. */
export interface Tally {
  readonly acknowledged: number
  /** Missing in the journal after a cut. */
  readonly lostFromJournal: number
  /** Missing in the queue as it was opened after a cut, before the journal repaired it. */
  readonly lostFromQueue: number
  /** Missing in the queue after recovery. */
  readonly lostAfterRecovery: number
  /** Starts at which Chromium found the queue's database damaged and deleted it. */
  readonly queuesEmptied: number
  /** Missing in those queues; not counted above. */
  readonly lostByEmptying: number
}

/** The same, of a terminal that is still being tried. */
export interface Watch {
  /** One more life: what it held at its start is judged by what all lives before it acknowledged. */
  see(life: Life): void
  tally(): Tally
}

export function watchTerminal(): Watch {
  const acknowledged = new Set<number>()
  const lost = {
    journal: new Set<number>(),
    queue: new Set<number>(),
    recovered: new Set<number>(),
    emptied: new Set<number>(),
  }
  let queuesEmptied = 0
  return {
    see({ held, acknowledged: fresh, databaseDeleted }) {
      if (databaseDeleted) queuesEmptied += 1
      for (const receipt of acknowledged) {
        if (!held.journal.has(receipt)) lost.journal.add(receipt)
        if (!held.queue.has(receipt)) lost[databaseDeleted ? 'emptied' : 'queue'].add(receipt)
        if (!held.recovered.has(receipt)) lost.recovered.add(receipt)
      }
      for (const receipt of fresh) acknowledged.add(receipt)
    },
    tally: () => ({
      acknowledged: acknowledged.size,
      lostFromJournal: lost.journal.size,
      lostFromQueue: lost.queue.size,
      lostAfterRecovery: lost.recovered.size,
      queuesEmptied,
      lostByEmptying: lost.emptied.size,
    }),
  }
}

export const sumOf = (tallies: readonly Tally[]): Tally => {
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0)
  return {
    acknowledged: sum('acknowledged'),
    lostFromJournal: sum('lostFromJournal'),
    lostFromQueue: sum('lostFromQueue'),
    lostAfterRecovery: sum('lostAfterRecovery'),
    queuesEmptied: sum('queuesEmptied'),
    lostByEmptying: sum('lostByEmptying'),
  }
}

/** Whether a run showed what it should; `relaxed` must show that a loss would have been seen. */
export function isGood(tally: Tally, durability: Durability): boolean {
  const kept = tally.acknowledged > 0 && tally.lostFromJournal === 0 && tally.lostAfterRecovery === 0
  return kept && (durability === 'strict' ? tally.lostFromQueue === 0 : tally.lostFromQueue > 0)
}

import { setImmediate } from 'node:timers/promises'
import type { Clock } from '#src/time/clock.ts'
import type { Journal } from '../journal/journal.ts'
import { scrubJournal } from '../journal/scrub.ts'

/** Some minutes after a start, when the counter has its first sales behind it, and then each day. */
const FIRST_MS = 5 * 60_000
const EVERY_MS = 24 * 3_600_000

export interface ScrubbingParts {
  readonly dir: string
  readonly journal: Pick<Journal, 'mark'>
  readonly clock: Clock
  readonly onDamage: (why: string) => void
}

/** Looks after the lines that a start with an index does not read, until it finds damage or is stopped. */
export function startScrubbing({ dir, journal, clock, onDamage }: ScrubbingParts): { stop(): void } {
  let stopped = false
  let cancel = clock.after(FIRST_MS, () => void scrub())

  async function scrub(): Promise<void> {
    const damage = await scrubJournal(dir, journal.mark(), breathe).catch(String)
    if (stopped) return
    if (damage !== undefined) onDamage(damage)
    else cancel = clock.after(EVERY_MS, () => void scrub())
  }

  /** A scrub that is stopped ends at its next breath. */
  const breathe = async (): Promise<void> => {
    await setImmediate()
    if (stopped) throw new Error('stopped')
  }

  return {
    stop() {
      stopped = true
      cancel()
    },
  }
}

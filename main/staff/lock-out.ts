import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Clock } from '#src/time/clock.ts'
import { writeDurably } from '../files/durable.ts'

/** Wrong PINs before the first wait, and how long that is; each further one doubles it. */
const FREE_TRIES = 5
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000
/** One wrong PIN is forgotten in this time. */
const FORGET_MS = 10 * 60_000

const countSchema = z.strictObject({
  /** Wrong PINs that are not forgotten. */
  wrong: z.int().nonnegative(),
  /** Ms since the epoch of the last of them. */
  at: z.int().nonnegative(),
})
type Count = z.output<typeof countSchema>

/** Keeps guesses at PINs rare, also over a restart. */
export interface LockOut {
  /** Ms since the epoch until which no PIN is looked at; null when one is. */
  lockedUntil(): number | null
  /** On disk when it resolves. True when nobody can try now. */
  countWrong(): Promise<boolean>
}

/**
 * Wrong PINs are forgotten by time alone. A right one clears nothing: whoever knows one PIN could
 * guess at another's between two entries of their own.
 */
export async function openLockOut(
  path: string,
  { clock, log }: { readonly clock: Clock; readonly log: (message: string) => void },
): Promise<LockOut> {
  let count = await readCount(path)

  function lockedUntil(): number | null {
    const now = clock.now()
    // A clock that was set back must not lock the terminal for longer than a wait.
    if (now < count.at) count = { ...count, at: now }
    const until = count.at + waitAfter(count.wrong)
    return until > now ? until : null
  }

  return {
    lockedUntil,
    async countWrong() {
      const now = clock.now()
      const forgotten = Math.floor(Math.max(0, now - count.at) / FORGET_MS)
      count = { wrong: Math.max(0, count.wrong - forgotten) + 1, at: now }
      try {
        await writeDurably(path, JSON.stringify(count))
      } catch (error) {
        log(`wrong PINs are not kept over a restart: ${error}`)
      }
      return lockedUntil() !== null
    },
  }
}

const waitAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(wrong - FREE_TRIES, 20))

/** A file that cannot be read counts as nothing wrong: a damaged disk must not keep the shop shut. */
async function readCount(path: string): Promise<Count> {
  const none = { wrong: 0, at: 0 }
  try {
    const parsed = countSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : none
  } catch {
    return none
  }
}

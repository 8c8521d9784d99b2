import type { ChannelName } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'

/** What a version has to show before it is trusted. */
const SIGNS = ['journal', 'database', 'page'] as const
type Sign = (typeof SIGNS)[number]

/**
 * Tells once that this version works: the journal is open and every line of it was read, the page has
 * opened its database, and has drawn itself and gone on to its own affairs.
 */
export interface Health {
  /** Every answer of main to its page. */
  heard(channel: ChannelName, answer: Result<unknown>): void
  /** The journal is open, and is read from end to end: `scrub` tells what is wrong with it. */
  journalOpened(scrub: () => Promise<string | undefined>): Promise<void>
}

export interface HealthParts {
  /** It has not shown before that it works: only then is the journal read from end to end. */
  readonly isOnTrial: boolean
  readonly onHealthy: () => void
  readonly log: (message: string) => void
}

/** The page asks for the journal's news when its database is open, and for the chain when it is ready. */
const SHOWN_BY: Partial<Record<ChannelName, Sign>> = { 'journal/since': 'database', 'chain/probe': 'page' }

export function createHealth({ isOnTrial, onHealthy, log }: HealthParts): Health {
  const missing = new Set<Sign>(SIGNS)

  function saw(sign: Sign): void {
    if (missing.delete(sign) && missing.size === 0) onHealthy()
  }

  return {
    heard(channel, answer) {
      const sign = SHOWN_BY[channel]
      // A chain that cannot be reached is no fault of the version's.
      if (sign && (answer.ok || sign === 'page')) saw(sign)
    },
    async journalOpened(scrub) {
      const damage = isOnTrial ? await scrub().catch(String) : undefined
      if (damage === undefined) saw('journal')
      else log(`the journal did not pass the self-test: ${damage}`)
    },
  }
}

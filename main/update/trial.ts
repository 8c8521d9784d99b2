import type { Clock } from '#src/time/clock.ts'
import { type Activity, NOTHING_GOES_ON } from './safe-moment.ts'
import { createSafeRestart } from './safe-restart.ts'

/**
 * A version that runs and does not get through its self-test would be left by nobody: the launcher counts
 * starts. So it ends by itself after a while, when nobody would notice, in order to be counted.
 */
export interface Trial {
  /** `activity`: of a terminal that works, or null of one that is out of service. */
  start(activity: Activity | null): void
  /** Somebody is at the terminal. */
  touched(): void
  /** It has shown that it works, or ends anyway. */
  stop(): void
}

export interface TrialParts {
  readonly clock: Clock
  readonly restart: () => void
  readonly log: (message: string) => void
}

/** To read the journal of years takes minutes. */
const WORKING_MS = 10 * 60_000
/** Out of service it reads none; a version that does not understand the configuration costs sales. */
const OUT_OF_SERVICE_MS = 60_000
const QUIET_MS = 60_000

export function createTrial({ clock, restart, log }: TrialParts): Trial {
  let touchedAt = clock.now()
  let cancel = (): void => undefined
  let isOver = false

  const safe = createSafeRestart({
    ...{ clock, quietMs: QUIET_MS, isWanted: () => !isOver, touchedAt: () => touchedAt },
    restart() {
      log('this version has not passed its self-test: it is started again')
      restart()
    },
  })

  return {
    start(activity) {
      const wait = activity ? WORKING_MS : OUT_OF_SERVICE_MS
      if (!isOver) cancel = clock.after(wait, () => safe.start(activity ?? NOTHING_GOES_ON))
    },
    touched() {
      touchedAt = clock.now()
    },
    stop() {
      isOver = true
      cancel()
      safe.stop()
    },
  }
}

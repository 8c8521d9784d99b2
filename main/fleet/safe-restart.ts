import type { Clock } from '#src/time/clock.ts'
import { type Activity, whatHinders } from '../update/safe-moment.ts'

/** Restarts the program when no money is on its way and no technician is at it. */
export interface SafeRestart {
  /** Until then, ms since the epoch; `onMissed` where no such moment has come. */
  ask(until: number, onMissed: () => void): void
  stop(): void
}

export interface SafeRestartParts {
  readonly activity: Activity
  readonly restart: () => void
  readonly now: () => number
  readonly clock: Clock
}

const LOOK_MS = 1000

export function createSafeRestart({ activity, restart, now, clock }: SafeRestartParts): SafeRestart {
  let cancel = (): void => undefined
  let isWaiting = false
  let asked: { readonly until: number; readonly onMissed: () => void } | undefined

  const isFree = (): boolean =>
    whatHinders({ activity, touchedAt: 0, now: clock.now(), quietMs: 0, isAsked: false }) === null

  async function look(): Promise<void> {
    if (!asked) return
    if (now() >= asked.until) {
      asked.onMissed()
      asked = undefined
      isWaiting = false
      return
    }
    if (isFree() && (await activity.hold())) {
      // Nothing has begun while that was made sure of.
      if (isFree()) return restart()
      activity.letGo()
    }
    cancel = clock.after(LOOK_MS, () => void look())
  }

  return {
    ask(until, onMissed) {
      // One restart does for both.
      asked = asked && asked.until > until ? asked : { until, onMissed }
      if (isWaiting) return
      isWaiting = true
      cancel = clock.after(0, () => void look())
    },
    stop() {
      asked = undefined
      cancel()
    },
  }
}

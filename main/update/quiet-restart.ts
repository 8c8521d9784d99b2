import type { Clock } from '#src/time/clock.ts'
import { type Activity, NOTHING_GOES_ON, whatHinders } from './safe-moment.ts'

/** Restarts the program when nobody would notice. */
export interface QuietRestart {
  start(activity: Activity): void
  /** From now on, while it is still wanted. */
  ask(): void
  stop(): void
}

export interface QuietRestartParts {
  readonly isWanted: () => boolean
  readonly quietMs: number
  /** When somebody last touched the terminal, ms since the epoch. */
  readonly touchedAt: () => number
  readonly restart: () => void
  readonly clock: Clock
}

const LOOK_MS = 1000

export function createQuietRestart(parts: QuietRestartParts): QuietRestart {
  const { isWanted, quietMs, clock } = parts
  let activity: Activity = NOTHING_GOES_ON
  let entries = 0
  let busyAt = 0
  let isOver = true
  let cancel = (): void => undefined

  function hinders(): boolean {
    const now = clock.now()
    // Whoever rides through a gate touches no screen.
    if (activity.entries() !== entries) busyAt = now
    entries = activity.entries()
    const touchedAt = Math.max(busyAt, parts.touchedAt())
    return whatHinders({ activity, touchedAt, now, quietMs, isAsked: false }) !== null
  }

  async function look(): Promise<void> {
    cancel()
    if (isOver || !isWanted()) return
    if (!hinders() && (await activity.hold())) {
      if (!isOver && isWanted() && !hinders()) {
        isOver = true
        return parts.restart()
      }
      activity.letGo()
    }
    cancel()
    cancel = clock.after(LOOK_MS, () => void look())
  }

  return {
    start(now) {
      activity = now
      entries = now.entries()
      isOver = false
      void look()
    },
    ask: () => void look(),
    stop() {
      isOver = true
      cancel()
    },
  }
}

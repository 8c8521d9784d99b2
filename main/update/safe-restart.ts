import type { Clock } from '#src/time/clock.ts'
import { type Activity, NOTHING_GOES_ON, whatHinders } from './safe-moment.ts'

/** Restarts the program at a moment that costs nobody a sale. */
export interface SafeRestart {
  /** The terminal is there: before that nothing is restarted. */
  start(activity: Activity): void
  /** From now on, while it is still wanted. */
  ask(): void
  stop(): void
}

export interface SafeRestartParts {
  readonly isWanted: () => boolean
  /** So long nobody may have been there. */
  readonly quietMs: number
  /** When somebody last touched the terminal, ms since the epoch. */
  readonly touchedAt: () => number
  readonly restart: () => void
  /** It is not wanted, or not any more. */
  readonly onUnwanted?: () => void
  readonly clock: Clock
}

const LOOK_MS = 1000

export function createSafeRestart(parts: SafeRestartParts): SafeRestart {
  const { isWanted, quietMs, clock } = parts
  let activity: Activity = NOTHING_GOES_ON
  let entries = 0
  let busyAt = 0
  let isOver = true
  let isHolding = false
  let cancel = (): void => undefined

  function hinders(): boolean {
    const now = clock.now()
    // Whoever rides through a gate touches no screen.
    if (activity.entries() !== entries) busyAt = now
    entries = activity.entries()
    const touchedAt = Math.max(busyAt, parts.touchedAt())
    return whatHinders({ activity, touchedAt, now, quietMs, isAsked: false }) !== null
  }

  /** Nobody can begin a sale any more, and nothing has begun while that was made sure of. */
  async function isHeld(): Promise<boolean> {
    isHolding = true
    const isHeld = await activity.hold()
    isHolding = false
    if (!isHeld) return false
    if (!isOver && isWanted() && !hinders()) return true
    activity.letGo()
    return false
  }

  async function look(): Promise<void> {
    if (isOver || isHolding) return
    cancel()
    if (!isWanted()) return parts.onUnwanted?.()
    if (!hinders() && (await isHeld())) {
      isOver = true
      return parts.restart()
    }
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

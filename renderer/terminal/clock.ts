import type { Clock } from '#src/time/clock.ts'

/** The page's own clock and timers. */
export const pageClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

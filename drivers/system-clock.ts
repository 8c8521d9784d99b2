import type { Clock } from '#src/time/clock.ts'

/** The machine's own clock and timers: the only place in the drivers that touches them. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

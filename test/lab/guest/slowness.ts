import { systemClock } from '#drivers/system-clock.ts'
import type { Clock } from '#src/time/clock.ts'

/**
 * The guest's processor is translated: Node runs 10 to 20 times slower in it than outside, and its
 * bus with it. Every limit of a real terminal is this many times longer here.
 */
export const SLOWNESS = 10

/** Milliseconds in the guest that stand for so many of a real terminal. */
export const slow = (ms: number): number => ms * SLOWNESS

/** For drivers: a machine this slow may not be taken for a device that does not answer. */
export const slowClock: Clock = {
  now: () => systemClock.now() / SLOWNESS,
  after: (ms, task) => systemClock.after(slow(ms), task),
}

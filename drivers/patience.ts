import type { Clock } from '#src/time/clock.ts'

/** One time limit at a time. */
export interface Patience {
  /** Runs `task` after `ms`, in place of whatever was set before. */
  set(ms: number, task: () => void): void
  stop(): void
}

/** Longest piece of a limit, in milliseconds: as much as one standstill of this program can use up. */
const SLICE_MS = 50

/**
 * Counts time in which this program could have heard the device. After a standstill (a busy machine,
 * long work in one go) timers run before the bytes that came meanwhile are read; a limit in one
 * piece would then end with the answer at the door. In slices, a standstill costs one of them.
 */
export function createPatience(clock: Clock): Patience {
  let stop = () => {}
  const wait = (ms: number, task: () => void) => {
    const slice = Math.min(ms, SLICE_MS)
    stop = clock.after(slice, () => (ms > slice ? wait(ms - slice, task) : task()))
  }
  return {
    set(ms, task) {
      stop()
      wait(ms, task)
    },
    stop: () => stop(),
  }
}

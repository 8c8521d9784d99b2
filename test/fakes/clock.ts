import type { Clock } from '#src/time/clock.ts'

export interface FakeClock extends Clock {
  /** Winds the clock on, running what falls due in order and all that follows from it. */
  advance(ms: number): Promise<void>
}

/** A clock that stands still until it is wound by hand. */
export function fakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start
  let timers: { readonly at: number; readonly task: () => void }[] = []

  const nextUntil = (end: number) => timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]

  return {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        const due = timer
        timers = timers.filter((other) => other !== due)
        now = due.at
        due.task()
        await settle()
      }
      now = end
    },
  }
}

/** Lets every promise that can resolve without time passing do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

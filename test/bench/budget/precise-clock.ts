import type { Clock } from '#src/time/clock.ts'

/** From here on the event loop looks again in every turn: timers come up to two milliseconds late. */
const CLOSE_MS = 3

/**
 * The devices' clock. The system's timers are counted in whole milliseconds and come late, which
 * over a dozen waits in a tap would add up to what is measured. This one spins through the last
 * milliseconds with `setImmediate`, so the program under test still gets every turn of the loop.
 */
export const preciseClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const due = performance.now() + ms
    let timer: NodeJS.Timeout | undefined
    let turn: NodeJS.Immediate | undefined
    const wait = () => {
      const left = due - performance.now()
      if (left > CLOSE_MS) timer = setTimeout(look, Math.floor(left - CLOSE_MS) + 1)
      else turn = setImmediate(look)
    }
    const look = () => (performance.now() >= due ? task() : wait())
    wait()
    return () => {
      clearTimeout(timer)
      clearImmediate(turn)
    }
  },
}

import type { Clock } from '#src/time/clock.ts'

/** The task as one that runs at once, and then no more than once in `ms`; the last call is never left out. */
export function atMostEvery(clock: Clock, ms: number, task: () => void): () => void {
  let isResting = false
  let again = false
  function run(): void {
    task()
    isResting = true
    clock.after(ms, () => {
      isResting = false
      if (!again) return
      again = false
      run()
    })
  }
  return () => {
    if (isResting) again = true
    else run()
  }
}

import type { Clock } from '#src/time/clock.ts'

/** Resolves after so long, or at the signal. A signal of weeks keeps nothing of a pause that is over. */
export const pauseUnless = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    function stop(): void {
      cancel()
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
  })

import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'

/** What became of a call into the system: its value, its exception, or a limit that came first. */
export type Outcome<T> = Result<T, 'CARD_TIMEOUT'> | { readonly threw: unknown }

/** Waits for `work`, and no longer than `ms`. The work itself cannot be stopped and runs on unheard. */
export function withLimit<T>(clock: Clock, ms: number, work: Promise<T>): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const late = () => resolve(fail('CARD_TIMEOUT', `no answer within ${ms} ms`))
    // After a standstill of this program timers run before answers are read: look once more.
    let stop = clock.after(ms, () => {
      stop = clock.after(0, late)
    })
    const end = (outcome: Outcome<T>) => {
      stop()
      resolve(outcome)
    }
    work.then(
      (value) => end(ok(value)),
      (threw: unknown) => end({ threw }),
    )
  })
}

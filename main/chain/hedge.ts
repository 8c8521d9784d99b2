import type { ErrorCode } from '#src/errors/codes.ts'
import type { Failure, Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'

export interface Race<C, T, E extends ErrorCode> {
  readonly contenders: readonly C[]
  readonly ask: (contender: C) => Promise<Result<T, E>>
  /** How long a contender may be silent until the next one is asked as well, in milliseconds. */
  readonly delayMs: (contender: C) => number
  readonly clock: Clock
}

export type Finish<C, T, E extends ErrorCode> =
  | { readonly winner: C; readonly value: T }
  | { readonly winner: undefined; readonly failures: readonly Failure<E>[] }

/**
 * Asks one after the other until one gives a good answer: the next as soon as one has failed, or
 * has been silent for too long. The first good answer wins; what the others say later is not heard.
 */
export function hedge<C, T, E extends ErrorCode>({
  contenders,
  ask,
  delayMs,
  clock,
}: Race<C, T, E>): Promise<Finish<C, T, E>> {
  const waiting = [...contenders]
  const failures: Failure<E>[] = []
  let cancel = () => {}
  return new Promise((resolve, reject) => {
    async function askNext(): Promise<void> {
      cancel()
      const contender = waiting.shift()
      if (contender === undefined) return
      cancel = clock.after(delayMs(contender), next)
      const result = await ask(contender)
      if (result.ok) {
        cancel()
        waiting.length = 0
        resolve({ winner: contender, value: result.value })
        return
      }
      failures.push(result.error)
      if (failures.length === contenders.length) resolve({ winner: undefined, failures })
      next()
    }
    const next = () => void askNext().catch(reject)

    if (contenders.length === 0) resolve({ winner: undefined, failures })
    next()
  })
}

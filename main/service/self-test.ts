import type { SelfTest, TestStep } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { SalesLock } from './sales-lock.ts'
import { createSteps, type Steps } from './steps.ts'

export type TestRuns = { readonly [T in SelfTest]: (steps: Steps) => Promise<unknown> }

/** Runs one self-test at a time, and none beside a sale. */
export interface SelfTests {
  run(test: SelfTest): Promise<Result<readonly TestStep[]>>
  stop(): void
}

export interface SelfTestParts {
  readonly tests: TestRuns
  readonly lock: Pick<SalesLock, 'hold' | 'letGo'>
  readonly clock: Clock
  /** Lets a gate that waits for cards come to rest; by now nobody may wait there anew. */
  readonly settle: () => Promise<void>
  readonly onStep: (test: SelfTest, step: TestStep) => void
}

export function createSelfTests({ tests, lock, clock, settle, onStep }: SelfTestParts): SelfTests {
  let running: AbortController | undefined
  return {
    async run(test) {
      if (running || !lock.hold()) return fail('TERMINAL_BUSY')
      const own = new AbortController()
      running = own
      try {
        const parts = { clock, cancel: own.signal, onStep: (step: TestStep) => onStep(test, step) }
        const steps = createSteps(parts)
        await settle()
        await tests[test](steps)
        return ok(steps.done)
      } finally {
        running = undefined
        lock.letGo()
      }
    },
    stop: () => running?.abort(),
  }
}

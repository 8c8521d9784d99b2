import type { ErrorCode } from '#src/errors/codes.ts'
import type { StepName, TestStep } from '#src/ipc/maintenance.ts'
import { fail, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'

/** Runs the steps of one self-test and takes their times. */
export interface Steps {
  /** A step that takes longer than `limitMs` has failed with `late`; what it was at may go on behind it. */
  run<T>(step: StepName, task: () => Promise<Result<T>>, options?: StepOptions<T>): Promise<Result<T>>
  /** Aborts when somebody stops the test. */
  readonly cancel: AbortSignal
  readonly done: readonly TestStep[]
}

export interface StepOptions<T> {
  readonly limitMs?: number
  readonly late?: ErrorCode
  /** What a technician should read of what came of it. */
  readonly tell?: (value: T) => string | null
}

/** Longer than any device takes that works. */
const LIMIT_MS = 30_000

export interface StepParts {
  readonly clock: Clock
  readonly cancel: AbortSignal
  readonly onStep: (step: TestStep) => void
}

export function createSteps({ clock, cancel, onStep }: StepParts): Steps {
  const done: TestStep[] = []
  return {
    cancel,
    done,
    async run(name, task, { limitMs = LIMIT_MS, late = 'INTERNAL', tell } = {}) {
      const began = clock.now()
      const result = cancel.aborted
        ? fail('SALE_CANCELLED')
        : await first([task(), after(clock, limitMs, late), aborted(cancel)])
      const step: TestStep = {
        step: name,
        ms: Math.max(0, clock.now() - began),
        code: result.ok ? null : result.error.code,
        detail: result.ok ? (tell?.(result.value) ?? null) : (result.error.detail ?? null),
      }
      done.push(step)
      onStep(step)
      return result
    },
  }
}

interface Ending<T> {
  readonly result: Promise<Result<T>>
  end(): void
}

async function first<T>([task, ...limits]: [Promise<Result<T>>, ...Ending<never>[]]): Promise<Result<T>> {
  try {
    return await Promise.race([task, ...limits.map(({ result }) => result)])
  } finally {
    for (const limit of limits) limit.end()
  }
}

function after(clock: Clock, ms: number, code: ErrorCode): Ending<never> {
  let end = (): void => undefined
  const result = new Promise<Result<never>>((resolve) => {
    end = clock.after(ms, () => resolve(fail(code, `no end in ${ms} ms`)))
  })
  return { result, end }
}

function aborted(signal: AbortSignal): Ending<never> {
  let stop = (): void => undefined
  const result = new Promise<Result<never>>((resolve) => {
    stop = () => resolve(fail('SALE_CANCELLED'))
    signal.addEventListener('abort', stop, { once: true })
  })
  return { result, end: () => signal.removeEventListener('abort', stop) }
}

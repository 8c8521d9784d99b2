import type { FetchedRateConfig } from '#src/config/prices.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Clock } from '#src/time/clock.ts'
import type { AgedRate } from './aged-rate.ts'
import type { fetchRate } from './fetch-rate.ts'

const MINUTE_MS = 60_000
/** After a failure; and never slower than the source is asked anyway. */
const RETRY_MS = MINUTE_MS

export interface AskingParts {
  readonly fetch: typeof fetchRate
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** Asks an address again and again, until it is stopped. */
export function askForRate(
  config: FetchedRateConfig,
  rate: Pick<AgedRate, 'take' | 'settle'>,
  { fetch, clock, log }: AskingParts,
): () => void {
  let isStopped = false
  let cancel = () => {}
  let fault: ErrorCode | null = null

  async function ask(): Promise<ErrorCode | null> {
    const answer = await fetch(config)
    if (isStopped) return null
    if (!answer.ok) {
      if (answer.error.code !== fault) log(`rate: ${answer.error.code} ${answer.error.detail ?? ''}`)
      return answer.error.code
    }
    const newest = { value: answer.value, source: config.source, at: clock.now() }
    return (await rate.take({ rate: newest })) ? null : 'RPC_ANSWER_INVALID'
  }

  async function askOn(): Promise<void> {
    fault = await ask()
    if (isStopped) return
    rate.settle(fault)
    const every = config.everyMinutes * MINUTE_MS
    cancel = clock.after(fault === null ? every : Math.min(every, RETRY_MS), () => void askOn())
  }

  void askOn()
  return () => {
    isStopped = true
    cancel()
  }
}

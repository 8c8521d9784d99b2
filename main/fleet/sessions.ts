import type { NatsConnection } from '@nats-io/transport-node'
import type { Failure, Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { RandomBytes } from '#src/time/random.ts'

export interface SessionsParts {
  readonly open: () => Promise<Result<NatsConnection>>
  /** What is done with a connection, until the signal. A rejection ends the session. */
  readonly run: (connection: NatsConnection, signal: AbortSignal) => Promise<void>
  readonly onFailure: (failure: Failure) => void
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

export interface Sessions {
  /** The connection of the session that runs. */
  connection(): NatsConnection | undefined
  /** Ends all within a moment. Never rejects. */
  stop(): Promise<void>
}

const LEAST_MS = 500
const MOST_MS = 30_000
/** A session that has lasted so long was a good one: the next attempt is made soon. */
const GOOD_MS = 60_000
/** Servers that let the terminal in are tried again within some seconds, whatever ended it. */
const FLAPPING = 2
/** A network that does not answer must not keep the terminal on. */
const GOODBYE_MS = 1000

/** One connection after the other for ever, with growing pauses between those that fail. */
export function keepSessions(parts: SessionsParts): Sessions {
  const { clock } = parts
  const stopping = new AbortController()
  let current: NatsConnection | undefined
  let wake = (): void => undefined

  async function keepOn(): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      const begun = clock.now()
      const isOpened = await once()
      failures = isOpened ? Math.min(failures, FLAPPING) : failures + 1
      if (isOpened && clock.now() - begun >= GOOD_MS) failures = 0
      if (!stopping.signal.aborted) await rest(backOff(failures, parts.randomBytes))
    }
  }

  /** False when there was no connection. */
  async function once(): Promise<boolean> {
    const opened = await parts.open()
    if (!opened.ok) {
      parts.onFailure(opened.error)
      return false
    }
    const connection = opened.value
    const session = new AbortController()
    const end = () => session.abort()
    stopping.signal.addEventListener('abort', end)
    if (stopping.signal.aborted) end()
    void connection.closed().then(end)
    current = connection
    try {
      await parts.run(connection, session.signal)
    } catch (error) {
      if (!stopping.signal.aborted) parts.onFailure({ code: 'FLEET_UNREACHABLE', detail: String(error) })
    }
    current = undefined
    end()
    stopping.signal.removeEventListener('abort', end)
    await Promise.race([connection.close().catch(() => undefined), pause(clock, GOODBYE_MS)])
    return true
  }

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve)
      wake = () => {
        cancel()
        resolve()
      }
    })

  const running = keepOn()
  return {
    connection: () => current,
    async stop() {
      stopping.abort()
      wake()
      // What waits for an answer hears of the end by this.
      void current?.close().catch(() => undefined)
      await Promise.race([running, pause(clock, 2 * GOODBYE_MS)])
    },
  }
}

/** Half of it is chance: a thousand terminals do not come back at the same moment. */
function backOff(failures: number, randomBytes: RandomBytes): number {
  const most = Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(failures, 10))
  return most / 2 + ((randomBytes(1)[0] ?? 0) / 255) * (most / 2)
}

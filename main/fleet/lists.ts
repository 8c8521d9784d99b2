import type { NatsConnection } from '@nats-io/transport-node'
import type { Clock } from '#src/time/clock.ts'
import { followKeys, readKey } from './bucket.ts'
import type { Fed } from './fed.ts'

export interface ListsParts {
  readonly feds: readonly Fed[]
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** Feeds what follows the fleet's buckets, until the signal. Rejects when the connection fails. */
export async function runLists(
  { feds, clock, log }: ListsParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  const follow = ({ bucket, key, take }: Fed) =>
    followKeys(
      {
        ...{ bucket, keys: [key], clock, log },
        onValue: (_key, value) => take(value, (other) => readKey(connection, bucket, other)),
      },
      connection,
      signal,
    )
  await Promise.all([untilAborted(signal), ...feds.map(follow)])
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

import { jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { type Bucket, bucketStream, keySubject } from '#src/fleet/names.ts'
import type { Clock } from '#src/time/clock.ts'
import { pauseUnless } from './pause.ts'

/** What was missed while the broker was away, or by a subscription alone, is caught up with so often. */
const AGAIN_MS = 15 * 60_000
/** After a failure. */
const RETRY_MS = 60_000

/** The newest of a key; undefined where there is none, or it was deleted. Rejects without an answer. */
export async function readKey(
  connection: NatsConnection,
  bucket: Bucket,
  key: string,
): Promise<Uint8Array | undefined> {
  const manager = await jetstreamManager(connection, { checkAPI: false })
  const message = await manager.direct.getMessage(bucketStream(bucket), {
    last_by_subj: keySubject(bucket, key),
  })
  // A marker of a deletion has no content.
  return message && message.data.length > 0 ? message.data : undefined
}

export interface FollowParts {
  readonly bucket: Bucket
  readonly keys: readonly string[]
  /** Called for one key after the other; the same content may come again. */
  readonly onValue: (key: string, value: Uint8Array) => Promise<void>
  readonly clock: Clock
  readonly log: (message: string) => void
}

/**
 * Hears of the newest of these keys until the signal: at once, with each change, and now and then anyway. No
 * consumer is made for it: a hundred thousand terminals cost the broker a subscription each. A change brings
 * its content with it, as a read at that moment may still find the one before. A broker that has no such
 * bucket yet, or has not heard of the right to it, is asked again: payments go up meanwhile. Rejects when the
 * connection ends.
 */
export async function followKeys(
  parts: FollowParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  const { bucket, clock, log } = parts
  while (!signal.aborted) {
    try {
      await follow(parts, connection, signal)
    } catch (error) {
      if (connection.isClosed()) throw error
      log(`${bucket}: ${error}`)
      await pauseUnless(clock, RETRY_MS, signal)
    }
  }
}

async function follow(
  { bucket, keys, onValue, clock }: FollowParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  let queue = Promise.resolve()
  const inTurn = (key: string, value: Uint8Array): Promise<void> => {
    queue = queue.then(() => (signal.aborted ? undefined : onValue(key, value)))
    return queue
  }
  let failWith: (error: unknown) => void = () => undefined
  const failed = new Promise<never>((_resolve, reject) => {
    failWith = reject
  })
  // Somebody waits for it but between two rounds.
  failed.catch(() => undefined)
  const subscriptions = keys.map((key) =>
    connection.subscribe(keySubject(bucket, key), {
      callback(error, { data }) {
        if (error) failWith(error)
        else if (data.length > 0) inTurn(key, data).catch(failWith)
      },
    }),
  )
  async function readAll(): Promise<void> {
    for (const key of keys) {
      const value = await readKey(connection, bucket, key)
      if (value) await inTurn(key, value)
    }
  }
  try {
    while (!signal.aborted) {
      await Promise.race([readAll(), failed])
      await Promise.race([pauseUnless(clock, AGAIN_MS, signal), failed])
    }
  } finally {
    for (const subscription of subscriptions) subscription.unsubscribe()
  }
}

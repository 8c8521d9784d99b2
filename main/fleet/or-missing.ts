import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream'

/** What was asked of a consumer; undefined where there is no such one. */
export async function orMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    const { ConsumerNotFound } = JetStreamApiCodes
    if (error instanceof JetStreamApiError && error.code === ConsumerNotFound) return undefined
    throw error
  }
}

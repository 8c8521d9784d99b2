import { readFile } from 'node:fs/promises'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { readSeed } from '#main/fleet/credentials.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { SettlerConfig } from './config.ts'

const RETRY_MS = 2000

/** A connection that waits for the broker at the start and comes back by itself; refused credentials end it. */
export async function connectSettler({
  name,
  broker: { servers, credentials, ca },
}: Pick<SettlerConfig, 'name' | 'broker'>): Promise<Result<NatsConnection>> {
  const seed = credentials === undefined ? ok(undefined) : await readSeed(credentials)
  if (!seed.ok) return seed
  try {
    const trusted = ca === undefined ? {} : { ca: await readFile(ca, 'utf8') }
    const connection = await connect({
      servers: [...servers],
      name: `settler ${name}`,
      ...(servers.some((server) => /^tls:/i.test(server)) ? { tls: trusted } : {}),
      ...(seed.value && { authenticator: nkeyAuthenticator(seed.value) }),
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RETRY_MS,
      noAsyncTraces: true,
    })
    return ok(connection)
  } catch (error) {
    return fail('FLEET_REFUSED', String(error))
  }
}

import { readFile } from 'node:fs/promises'
import {
  AuthorizationError,
  connect,
  type NatsConnection,
  nkeyAuthenticator,
  PermissionViolationError,
} from '@nats-io/transport-node'
import type { FleetConfig } from '#src/config/fleet.ts'
import { type FleetTerminal, inboxPrefix } from '#src/fleet/names.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { readSeed } from './credentials.ts'

/** A half-open connection is found out after the second ping without an answer. */
const PING_MS = 20_000
const CONNECT_MS = 5000

/** A connection that ends when the network does: whoever uses it begins anew with another. Never rejects. */
export async function connectFleet(
  { servers, credentials, ca }: FleetConfig,
  whose: FleetTerminal,
): Promise<Result<NatsConnection, 'FLEET_REFUSED' | 'FLEET_UNREACHABLE'>> {
  const seed = await readSeed(credentials)
  if (!seed.ok) return seed
  try {
    // Each time anew: a certificate that was exchanged counts from the next connection on.
    const trusted = ca === undefined ? {} : { ca: await readFile(ca, 'utf8') }
    const isTls = servers.some((server) => /^tls:/i.test(server))
    return ok(
      await connect({
        servers: [...servers],
        ...(isTls ? { tls: trusted } : {}),
        authenticator: nkeyAuthenticator(seed.value),
        name: `${whose.site}/${whose.terminal}`,
        inboxPrefix: inboxPrefix(whose),
        reconnect: false,
        timeout: CONNECT_MS,
        pingInterval: PING_MS,
        maxPingOut: 2,
        noAsyncTraces: true,
      }),
    )
  } catch (error) {
    return fail(isRefusal(error) ? 'FLEET_REFUSED' : 'FLEET_UNREACHABLE', String(error))
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof AuthorizationError || error instanceof PermissionViolationError

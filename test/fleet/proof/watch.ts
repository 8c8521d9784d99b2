import { readFileSync } from 'node:fs'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { STREAMS } from '#src/fleet/names.ts'
import type { Promised } from './promises.ts'
import { openInLanes, whereAre } from './whereabouts.ts'
import type { World } from './world.ts'

/** Looks at the broker's streams from outside. */
export interface Watch {
  /** Messages ever stored in the stream of journals; undefined while the broker is away. */
  entries(): Promise<number | undefined>
  /** Payments that are not over in the lanes; undefined while the broker does not say. */
  open(): Promise<number | undefined>
  /** Where each of them is, for people. */
  whereAre(payments: readonly Promised[]): Promise<string[]>
  close(): Promise<void>
}

export async function watchStreams({ server, watcher }: Pick<World, 'server' | 'watcher'>): Promise<Watch> {
  const connection: NatsConnection = await connect({
    servers: server.url,
    tls: { ca: readFileSync(server.ca, 'utf8') },
    authenticator: nkeyAuthenticator(readFileSync(watcher)),
    ...{ maxReconnectAttempts: -1, reconnectTimeWait: 1000, timeout: 3000 },
  })
  return {
    async entries() {
      try {
        const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 1000 })
        return (await manager.streams.info(STREAMS.journal)).state.last_seq
      } catch {
        return undefined
      }
    },
    async open() {
      try {
        const lanes = await openInLanes(connection)
        return [...lanes.values()].reduce((sum, open) => sum + open.length, 0)
      } catch {
        return undefined
      }
    },
    whereAre: (payments) => whereAre(connection, payments),
    close: () => connection.close(),
  }
}

import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { connect, type NatsConnection, nkeyAuthenticator, TimeoutError } from '@nats-io/transport-node'
import { z } from 'zod'
import { jsonOf } from '#main/config/mask.ts'
import { readSeed } from '#main/fleet/credentials.ts'
import { fail, type Result } from '#src/result.ts'

/** FOLDER/broker.json: where the fleet's servers are, and as whom an operator goes there. Paths start from FOLDER. */
const brokerSchema = z.strictObject({
  servers: z.array(z.url({ protocol: /^(tls|nats)$/ })).min(1),
  /** The certificates that the servers' are signed by; left out, those that Node trusts. */
  ca: z.string().min(1).optional(),
  /** The secret that `enrol --operator` wrote. */
  operator: z.string().min(1),
})

export const brokerPath = (folder: string): string => join(folder, 'broker.json')

const CONNECT_MS = 5000
/** JetStream says nothing at all about a stream that is not there. */
const SILENT = 'the server lets us in and does not answer; streams are there once a settler was started'

/** Does something with a connection to the fleet's broker, in the rights of an operator, and closes it. */
export async function withBroker<T>(
  folder: string,
  work: (connection: NatsConnection) => Promise<Result<T>>,
): Promise<Result<T>> {
  const path = brokerPath(folder)
  const text = await readFile(path, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) return fail('CONFIG_INVALID', text.message)
  const read = brokerSchema.safeParse(jsonOf(text))
  if (!read.success) return fail('CONFIG_INVALID', `${path}: ${z.prettifyError(read.error)}`)
  const { servers, ca, operator } = read.data
  const seed = await readSeed(resolve(folder, operator))
  if (!seed.ok) return seed
  let connection: NatsConnection
  try {
    const trusted = ca === undefined ? {} : { ca: await readFile(resolve(folder, ca), 'utf8') }
    connection = await connect({
      servers,
      ...(servers.some((server) => /^tls:/i.test(server)) ? { tls: trusted } : {}),
      authenticator: nkeyAuthenticator(seed.value),
      name: 'operator',
      reconnect: false,
      timeout: CONNECT_MS,
      noAsyncTraces: true,
    })
  } catch (error) {
    return fail('FLEET_UNREACHABLE', String(error))
  }
  try {
    return await work(connection)
  } catch (error) {
    return fail('FLEET_UNREACHABLE', error instanceof TimeoutError ? SILENT : String(error))
  } finally {
    await connection.close()
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { PARTITIONS } from '#src/fleet/names.ts'
import { makeStreams } from '../../settler/streams.ts'
import { emptyFolder } from '../fakes/folder.ts'

/** A real nats-server of this machine, with JetStream, which keeps its folder and its port when it is started again. */
export interface Broker {
  readonly url: string
  /** Where its streams are: jetstream/$G/streams/<name>, each with messages (msgs) and consumers (obs). */
  readonly store: string
  /** A connection that comes back by itself; closed with the broker. */
  connect(): Promise<NatsConnection>
  /** Starts it again after `stop` or `kill`. */
  start(): Promise<void>
  /** As an operator stops it. */
  stop(): Promise<void>
  /** As a power cut of its machine's program does. */
  kill(): Promise<void>
  /** The end of the test. */
  close(): Promise<void>
}

const partitioned = (from: string, to: string): string =>
  `"tapsyr.${from}.*.*": "tapsyr.${to}.{{partition(${PARTITIONS},1,2)}}.{{wildcard(1)}}.{{wildcard(2)}}"`

interface BrokerOptions {
  /** Further lines of its configuration. */
  readonly more?: string
  readonly leaseMs?: number
}

/** Streams and buckets are made. */
export async function startBroker({ more = '', leaseMs }: BrokerOptions = {}): Promise<Broker> {
  const folder = emptyFolder()
  const config = join(folder, 'nats.conf')
  const store = join(folder, 'store')
  writeFileSync(
    config,
    `jetstream { store_dir: "${store}" }
mappings {
  ${partitioned('up', 'journal')}
  ${partitioned('recall', 'recalls')}
}
${more}
`,
  )
  let { server, port } = await launch(config, -1)
  const url = `nats://127.0.0.1:${port}`
  const connections: NatsConnection[] = []
  const open = () =>
    connect({ servers: url, reconnectTimeWait: 50, maxReconnectAttempts: -1, waitOnFirstConnect: true })

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }

  const first = await open()
  await makeStreams(first, leaseMs === undefined ? {} : { leaseMs })
  await first.close()
  return {
    ...{ url, store },
    async connect() {
      const connection = await open()
      connections.push(connection)
      return connection
    },
    async start() {
      ;({ server } = await launch(config, port))
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async close() {
      await Promise.all(connections.map((connection) => connection.close()))
      await end('SIGKILL')
    },
  }
}

/** Starts it at a port, -1 for any free one, and waits until it takes connections. */
async function launch(config: string, port: number): Promise<{ server: ChildProcess; port: number }> {
  const args = ['-c', config, '-a', '127.0.0.1', '-p', String(port)]
  const path = `${process.env.PATH}:/usr/sbin:/sbin`
  const server = spawn('nats-server', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH: path },
  })
  const stop = () => server.kill('SIGKILL')
  process.once('exit', stop)
  server.once('exit', () => process.off('exit', stop))
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 50_000) said += text
      const at = /Listening for client connections on 127\.0\.0\.1:(\d+)/.exec(said)?.[1]
      if (at && said.includes('Server is ready')) resolve({ server, port: Number(at) })
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`nats-server ended (${code}): ${said.slice(-1000)}`)))
  })
}

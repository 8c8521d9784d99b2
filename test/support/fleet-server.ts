import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { certify } from './certificate.ts'
import { launchNats } from './nats-program.ts'

/** A real nats-server with the very configuration that an operator takes: TLS, keys, rights. */
export interface FleetServer {
  readonly url: string
  /** The certificate that it is signed by. */
  readonly ca: string
  pid(): number | undefined
  /** Takes the members that were enrolled or dismissed meanwhile. */
  reload(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
  /** Starts it again, on the same port with the same store. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** In a folder in which somebody is enrolled (`npm run fleet -- enrol`). */
export async function startFleetServer(folder: string): Promise<FleetServer> {
  copyFileSync('deploy/fleet/nats.conf', join(folder, 'nats.conf'))
  certify(folder)
  const launch = (port: number) =>
    launchNats(folder, 'nats.conf', {
      TAPSYR_FLEET_NAME: 'test',
      TAPSYR_FLEET_LISTEN: `127.0.0.1:${port}`,
      TAPSYR_FLEET_CERT: join(folder, 'cert.pem'),
      TAPSYR_FLEET_KEY: join(folder, 'key.pem'),
      TAPSYR_FLEET_STORE: join(folder, 'store'),
    })
  let running = await launch(-1)
  const { port } = running

  return {
    url: `tls://localhost:${port}`,
    ca: join(folder, 'cert.pem'),
    pid: () => running.child.pid,
    reload: () => running.reload(),
    kill: () => running.end('SIGKILL'),
    async start() {
      running = await launch(port)
    },
    stop: () => running.end('SIGTERM'),
  }
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

/** A real nats-server with the very configuration that an operator takes: TLS, keys, rights. */
export interface FleetServer {
  readonly url: string
  /** The certificate that it is signed by. */
  readonly ca: string
  /** Takes the members that were enrolled or dismissed meanwhile. */
  reload(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
  /** Starts it again, on the same port with the same store. */
  start(): Promise<void>
  stop(): Promise<void>
}

const READY = /client connections on 127\.0\.0\.1:(\d+)[\s\S]*Server is ready/

/** In a folder in which somebody is enrolled (`npm run fleet -- enrol`). */
export async function startFleetServer(folder: string): Promise<FleetServer> {
  copyFileSync('deploy/fleet/nats.conf', join(folder, 'nats.conf'))
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test'
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', 'key.pem', '-out', 'cert.pem']
  execFileSync('openssl', [...request.split(' '), ...names], { cwd: folder, stdio: 'ignore' })

  let running = await launch(folder, -1)
  const { port } = running

  async function end(signal: NodeJS.Signals): Promise<void> {
    const { child } = running
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  return {
    url: `tls://localhost:${port}`,
    ca: join(folder, 'cert.pem'),
    async reload() {
      const heard = running.hear(/Reloaded server configuration/)
      running.child.kill('SIGHUP')
      await heard
    },
    kill: () => end('SIGKILL'),
    async start() {
      running = await launch(folder, port)
    },
    stop: () => end('SIGTERM'),
  }
}

interface Running {
  readonly child: ChildProcess
  readonly port: number
  /** Resolves with what it says from now on, when that is in it. */
  hear(pattern: RegExp): Promise<RegExpExecArray>
}

/** Port -1 is any free one. */
async function launch(folder: string, port: number): Promise<Running> {
  const env = {
    ...process.env,
    PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
    TAPSYR_FLEET_NAME: 'test',
    TAPSYR_FLEET_LISTEN: `127.0.0.1:${port}`,
    TAPSYR_FLEET_CERT: join(folder, 'cert.pem'),
    TAPSYR_FLEET_KEY: join(folder, 'key.pem'),
    TAPSYR_FLEET_STORE: join(folder, 'store'),
  }
  const child = spawn('nats-server', ['-c', 'nats.conf'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // It lives no longer than this process.
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  child.once('exit', () => process.off('exit', stop))
  child.stderr.setEncoding('utf8')

  const hear = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      let said = ''
      const listen = (text: string) => {
        said += text
        const found = pattern.exec(said)
        if (!found) return
        child.stderr.off('data', listen)
        resolve(found)
      }
      child.stderr.on('data', listen)
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`nats-server ended (${code}): ${said.slice(-1000)}`)))
    })
  const ready = await hear(READY)
  // Nobody else listens all the time, and a full pipe would stop it.
  child.stderr.resume()
  return { child, port: Number(ready[1]), hear }
}

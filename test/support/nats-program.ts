import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A nats-server that takes connections. */
export interface NatsProgram {
  readonly child: ChildProcess
  /** Of clients. */
  readonly port: number
  /** Resolves with what it says from now on, when that is in it. */
  hear(pattern: RegExp): Promise<RegExpExecArray>
  /** Takes what has changed in its configuration. */
  reload(): Promise<void>
  end(signal: NodeJS.Signals): Promise<void>
}

const READY = /client connections on 127\.0\.0\.1:(\d+)[\s\S]*Server is ready/

/** With a configuration of this folder. It lives no longer than this process. */
export async function launchNats(
  folder: string,
  config: string,
  variables: Readonly<Record<string, string>>,
): Promise<NatsProgram> {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, ...variables }
  const child = spawn('nats-server', ['-c', config], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
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
  return {
    child,
    port: Number(ready[1]),
    hear,
    async reload() {
      const heard = hear(/Reloaded server configuration/)
      child.kill('SIGHUP')
      await heard
    },
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

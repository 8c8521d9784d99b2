import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type CrowdConfig, type Order, type Standing, standingSchema } from './messages.ts'

/** A process of terminals, seen from the outside. */
export interface CrowdProcess {
  pid(): number
  order(order: Order): void
  /** Sales that were ordered, and of which it has not said yet that they are made. */
  ordered(): number
  /** The last that it has said; `ready` is false until it said something since its last start. */
  standing(): Standing
  /** As a power cut does to all of its terminals at once; then it starts again from their disks. */
  losePower(): Promise<void>
  stop(): Promise<void>
}

const STOP_MS = 30_000

const NOTHING: Standing = {
  ...{
    ready: false,
    sold: 0,
    voided: 0,
    toSell: 0,
    failed: 0,
    waiting: 0,
    notUp: 0,
    behind: 0,
    connected: 0,
  },
  ...{ busy: 0, repeated: 0, begunAnew: 0, unhandled: 0, seconds: [] },
}

export interface CrowdProcessParts {
  readonly config: CrowdConfig
  readonly path: string
  readonly onSeconds: (seconds: readonly number[]) => void
  readonly onFailure: (why: string) => void
}

export function startCrowdProcess(parts: CrowdProcessParts): CrowdProcess {
  const { config, path, onSeconds, onFailure } = parts
  writeFileSync(path, JSON.stringify(config))
  let standing = NOTHING
  /** Of processes before this one. */
  let before = { repeated: 0, begunAnew: 0, failed: 0, unhandled: 0 }
  let isExpected = false
  let soldBefore = 0
  let orderedSince = 0
  let child = launch()

  function launch(): ChildProcess {
    const args = ['--import', 'tsx', 'test/fleet/proof/crowd-program.ts', path]
    const env = { ...process.env, UV_THREADPOOL_SIZE: '8' }
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env })
    started.on('message', (message) => {
      const isFirst = !standing.ready
      standing = standingSchema.parse(message)
      // What was ordered of one that lost power is ordered anew.
      if (isFirst) soldBefore = standing.sold
      onSeconds(standing.seconds)
    })
    started.once('exit', (code, signal) => {
      if (!isExpected) onFailure(`a process of terminals ended (${code ?? signal})`)
    })
    return started
  }

  async function end(how: () => void): Promise<void> {
    isExpected = true
    const gone = once(child, 'exit')
    how()
    await gone
    isExpected = false
  }

  return {
    pid: () => child.pid ?? 0,
    order(order) {
      if (order.type === 'sell') orderedSince += order.count
      child.send(order)
    },
    ordered: () => Math.max(0, orderedSince - (standing.sold - soldBefore)),
    standing: () => ({
      ...standing,
      repeated: standing.repeated + before.repeated,
      begunAnew: standing.begunAnew + before.begunAnew,
      failed: standing.failed + before.failed,
      unhandled: standing.unhandled + before.unhandled,
    }),
    async losePower() {
      await end(() => child.kill('SIGKILL'))
      const { repeated, begunAnew, failed, unhandled } = standing
      before = {
        repeated: before.repeated + repeated,
        begunAnew: before.begunAnew + begunAnew,
        failed: before.failed + failed,
        unhandled: before.unhandled + unhandled,
      }
      standing = {
        ...standing,
        ready: false,
        toSell: 0,
        busy: 0,
        repeated: 0,
        begunAnew: 0,
        failed: 0,
        unhandled: 0,
      }
      orderedSince = 0
      child = launch()
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      // One that still opens its terminals hears nothing.
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await end(() => child.send({ type: 'stop' } satisfies Order))
      clearTimeout(impatience)
    },
  }
}

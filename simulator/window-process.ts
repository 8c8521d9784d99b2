import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { electronPath, kioskEnv } from './kiosk-command.ts'
import { isAlive, killNow, processTree } from './process-tree.ts'

/** An Electron program with a window for a person. */
export interface WindowProcess {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Asks it to end, and after a while does not ask any more. */
  stop(): Promise<void>
}

const GRACE_MS = 3_000

export function openWindow(args: readonly string[]): WindowProcess {
  const child = spawn(electronPath(), args, { stdio: ['ignore', 'inherit', 'inherit'], env: kioskEnv() })
  const ended = endOf(child)
  return { ended, stop: () => stop(child, ended) }
}

async function endOf(child: ChildProcess): Promise<void> {
  // An Electron that cannot be run says so in 'error' and never exits.
  await Promise.race([once(child, 'exit'), once(child, 'error').then(([error]) => console.error(error))])
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const tree = processTree(child.pid)
  child.kill('SIGTERM')
  const timer = setTimeout(() => killNow(tree), GRACE_MS)
  await ended
  clearTimeout(timer)
  killNow(tree.filter(isAlive))
}

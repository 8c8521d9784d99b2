import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const SCRIPT = join(import.meta.dirname, '../../scripts/virtual.mjs')

/** `npm run virtual`, as a person starts it: with a keyboard and a screen. */
export interface VirtualProcess {
  /** Everything on the screen so far. */
  readonly screen: () => string
  /** Resolves with the line that has this in it, as soon as it is on the screen. */
  line(part: string): Promise<string>
  enter(): void
  /** Ctrl-C; its answer is the exit code. */
  interrupt(): Promise<number | null>
  readonly ended: Promise<number | null>
}

export function startVirtual(...args: readonly string[]): VirtualProcess {
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  let text = ''
  const waiting = new Set<() => void>()
  const show = (chunk: Buffer) => {
    text += chunk.toString()
    for (const look of [...waiting]) look()
  }
  child.stdout.on('data', show)
  child.stderr.on('data', show)
  const ended = exitOf(child)
  return {
    screen: () => text,
    ended,
    line: (part) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = text.split('\n').find((one, i, all) => one.includes(part) && i < all.length - 1)
          if (line === undefined) return
          waiting.delete(look)
          resolve(line)
        }
        waiting.add(look)
        void ended.then(() => reject(new Error(`ended without "${part}":\n${text}`)))
        look()
      }),
    enter: () => void child.stdin.write('\n'),
    interrupt() {
      child.kill('SIGINT')
      return ended
    },
  }
}

const exitOf = (child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<number | null> =>
  new Promise((resolve) => child.once('close', resolve))

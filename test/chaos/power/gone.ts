import { readdirSync } from 'node:fs'
import { isAlive } from '#simulator/process-tree.ts'
import { until } from '#simulator/until.ts'

/**
 * Resolves when these processes, which were killed, do nothing any more. One that counts as dead
 * may still have a thread in a system call that no kill ends, such as fdatasync.
 */
export const allGone = (pids: readonly number[]): Promise<true> =>
  until('every process of the terminal is gone', () => pids.every(isGone) || undefined, { everyMs: 5 })

const isGone = (pid: number): boolean => !isAlive(pid) && threads(pid) <= 1

function threads(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length
  } catch {
    return 0
  }
}

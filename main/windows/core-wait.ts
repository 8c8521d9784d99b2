import { readFileSync } from 'node:fs'

/**
 * How long a process's main thread has been ready to run and had no core, in ms since it began: the second
 * figure of /proc/PID/schedstat, in ns (Linux, Documentation/scheduler/sched-stats.rst). 0 where the system
 * does not tell.
 */
export function coreWaitMs(pid: number): number {
  try {
    const waited = Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1])
    return Number.isFinite(waited) ? waited / 1e6 : 0
  } catch {
    return 0
  }
}

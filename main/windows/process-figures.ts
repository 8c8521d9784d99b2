import { readFileSync } from 'node:fs'

/**
 * How long a process's main thread has been ready to run and had no core, in ms since it began: the second
 * figure of /proc/PID/schedstat, in ns (Linux, Documentation/scheduler/sched-stats.rst). 0 where the system
 * does not tell.
 */
export const coreWaitMs = (pid: number): number => figureOf(`/proc/${pid}/schedstat`, /^\d+ (\d+) /) / 1e6

/** Bytes of memory that a process holds: VmRSS of /proc/PID/status, in kB (proc(5)). 0 where the system does not tell. */
export const residentBytes = (pid: number): number =>
  figureOf(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB$/m) * 1024

function figureOf(path: string, figure: RegExp): number {
  try {
    return Number(figure.exec(readFileSync(path, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

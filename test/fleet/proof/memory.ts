import { readFileSync } from 'node:fs'

/** Resident set of a process, MB (proc(5), VmRSS); 0 where there is none, or no such file. */
export function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

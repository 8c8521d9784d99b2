import { readFile } from 'node:fs/promises'
import { processTree } from '#simulator/process-tree.ts'

/** Memory of a process and all it started, shared pages counted once (PSS), in MB. */
export async function memoryOf(pid: number): Promise<number> {
  let kilobytes = 0
  for (const each of processTree(pid)) {
    const text = await readFile(`/proc/${each}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0)
  }
  return Math.round(kilobytes / 1024)
}

import { readFile } from 'node:fs/promises'
import { processTree } from '#simulator/process-tree.ts'

/** Memory of a process and all it started, shared pages counted once (PSS), in MB. */
export async function memoryOf(pid: number): Promise<number> {
  const all = await Promise.all(processTree(pid).map(proportionalSize))
  return Math.round(all.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024)
}

/** PSS of one process, in kB; 0 when it is gone. */
export const proportionalSize = (pid: number): Promise<number> => sizeOf(pid, 'Pss')

/** A line of what the kernel says of a process' memory, in kB; 0 when it is gone. */
export async function sizeOf(pid: number, line: 'Pss' | 'Pss_Anon'): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
}

import { readdir, readFile } from 'node:fs/promises'
import { processTree } from '#simulator/process-tree.ts'
import { sizeOf } from '../bench/memory.ts'

/** All processes of the terminal that do the same work, added up. */
export interface ProcessSize {
  /** PSS, MB. */
  readonly pssMb: number
  /** Of it what is the process' own and no file's, MB: who else runs the same program makes no difference. */
  readonly ownMb: number
  /** Open file descriptors. */
  readonly fds: number
}

/** By what they are: "main", and Chromium's own names ("renderer", "gpu-process", "utility", "zygote"). */
export async function processSizes(root: number): Promise<Readonly<Record<string, ProcessSize>>> {
  const sizes: Record<string, ProcessSize> = {}
  for (const pid of processTree(root)) {
    const kind = pid === root ? 'main' : await kindOf(pid)
    const before = sizes[kind] ?? { pssMb: 0, ownMb: 0, fds: 0 }
    const fds = await readdir(`/proc/${pid}/fd`).catch(() => [])
    sizes[kind] = {
      pssMb: before.pssMb + (await sizeOf(pid, 'Pss')) / 1024,
      ownMb: before.ownMb + (await sizeOf(pid, 'Pss_Anon')) / 1024,
      fds: before.fds + fds.length,
    }
  }
  return sizes
}

async function kindOf(pid: number): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return /--type=([\w-]+)/.exec(command)?.[1] ?? 'other'
}

import { readdirSync, readFileSync } from 'node:fs'

/** Every process under one, itself first. Linux: elsewhere only itself is known. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const [pid, parent] of parents()) children.set(parent, [...(children.get(parent) ?? []), pid])
  const under = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(under)]
  return under(root)
}

/** Chromium's names for what its processes are for. */
export type ProcessKind = 'renderer' | 'gpu-process'

/** Those of a tree that are of one kind. Linux: elsewhere none are known. */
export const processesOfKind = (root: number, kind: ProcessKind): number[] =>
  processTree(root).filter((pid) => argumentsOf(pid).includes(`--type=${kind}`))

function argumentsOf(pid: number): string[] {
  try {
    // Chromium writes a title over its own arguments, which puts spaces in the place of the zeros.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/)
  } catch {
    return [] // gone meanwhile
  }
}

function parents(): [pid: number, parent: number][] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const parent = parentOf(Number(name))
      return parent === undefined ? [] : [[Number(name), parent] as [number, number]]
    })
}

function parentOf(pid: number): number | undefined {
  try {
    // "42 (a name with ) in it) S 1 …": the fields after the last bracket are state and parent.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? undefined : Number(parent)
  } catch {
    return undefined // gone meanwhile
  }
}

export const isAlive = (pid: number): boolean => parentOf(pid) !== undefined

/** Kills at once and without a word: nothing gets a chance to tidy up. */
export function killNow(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It died with its parent.
    }
  }
}

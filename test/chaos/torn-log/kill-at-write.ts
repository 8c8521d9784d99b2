import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { isAlive, killNow, processTree } from '#simulator/process-tree.ts'
import { until } from '#simulator/until.ts'

export interface KillParts {
  /** The program's first process. */
  readonly pid: number
  readonly file: string
  /** 1 is the next write to the file. */
  readonly nthWrite: number
}

/**
 * Makes ready to kill a program as it is about to make its nth write to a file, so that this write
 * does not happen and all before it have. Resolves when that is certain; the promise in its answer
 * resolves when every process of the program is gone.
 */
export async function killAtWrite({ pid, file, nthWrite }: KillParts): Promise<{ killed: Promise<void> }> {
  const tree = processTree(pid)
  const writer = tree.find((each) => hasOpen(each, file))
  if (writer === undefined) throw new Error(`no process of the program has ${file} open`)
  const filter = ['-e', 'trace=write', '-e', `inject=write:signal=SIGKILL:when=${nthWrite}`]
  const strace = spawn('strace', ['-f', '-p', `${writer}`, '-P', file, ...filter], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  strace.stderr.on('data', (text) => {
    said += text
  })
  await once(strace, 'spawn')
  const exited = once(strace, 'exit')
  await until('strace attaches', () => {
    if (strace.exitCode !== null) throw new Error(`strace cannot attach: ${said}`)
    return / attached/.test(said) || undefined
  })
  return { killed: exited.then(() => gone(tree)) }
}

/** What the writer leaves behind ends by itself, but nobody says when. */
async function gone(tree: readonly number[]): Promise<void> {
  killNow(tree)
  await until('every process of the program is gone', () => !tree.some(isAlive) || undefined)
}

function hasOpen(pid: number, file: string): boolean {
  const folder = `/proc/${pid}/fd`
  try {
    return readdirSync(folder).some((fd) => target(`${folder}/${fd}`) === file)
  } catch {
    return false // gone meanwhile
  }
}

function target(link: string): string | undefined {
  try {
    return readlinkSync(link)
  } catch {
    return undefined // closed meanwhile
  }
}

import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { electronPath, type KioskFiles, kioskArgs, kioskEnv } from './kiosk-command.ts'
import { isAlive, killNow, type ProcessKind, processesOfKind, processTree } from './process-tree.ts'
import { until } from './until.ts'

/** A running terminal with a hand on its window. */
export interface Kiosk {
  readonly page: Page
  readonly app: ElectronApplication
  readonly pid: number
  /** SIGKILL to the app and everything it started: what a power cut looks like to it. */
  kill(): Promise<void>
  /** SIGKILL to its processes of one kind alone; gives back how many there were. */
  killOnly(kind: ProcessKind): number
  /** Closes it as a person would. */
  close(): Promise<void>
}

/** Starts the terminal; resolves when its window has loaded. */
export async function launchKiosk(files: KioskFiles): Promise<Kiosk> {
  const app = await _electron.launch({
    executablePath: files.launcher ?? files.packed ?? electronPath(),
    args: kioskArgs(files),
    env: { ...kioskEnv(), ...files.env },
  })
  const pid = app.process().pid
  if (pid === undefined) throw new Error('the terminal has no process')
  const kill = async () => {
    const tree = processTree(pid)
    killNow(tree)
    await until('every process of the terminal is gone', () => !tree.some(isAlive) || undefined)
  }
  const killOnly = (kind: ProcessKind) => {
    const pids = processesOfKind(pid, kind)
    killNow(pids)
    return pids.length
  }
  try {
    return { page: await app.firstWindow(), app, pid, kill, killOnly, close: () => app.close() }
  } catch (error) {
    await kill()
    throw error
  }
}

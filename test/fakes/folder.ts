import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder. It goes with all others when the run is over (folders.ts). */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'tapsyr-'))

/** For properties, which need a new folder for every example. */
export async function inEmptyFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tapsyr-'))
  try {
    return await task(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

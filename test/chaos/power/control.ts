import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Two files that show whether a power cut was one: the first must survive it, the second must not. */
const NAMES = { synced: 'control-synced', unsynced: 'control-unsynced' }

/** Writes both. `n` tells this pair from those that earlier cuts have tried. */
export async function plantControl(folder: string, n: number): Promise<void> {
  for (const name of Object.values(NAMES)) {
    const file = await open(join(folder, `${name}-${n}`), 'wx')
    await file.write(textOf(n))
    if (name === NAMES.synced) await file.datasync()
    await file.close()
  }
}

/** Whether the cut kept what was synced and dropped what was not. */
export async function controlHolds(folder: string, n: number): Promise<boolean> {
  const read = (name: string) => readFile(join(folder, `${name}-${n}`), 'utf8').catch(() => undefined)
  return (await read(NAMES.synced)) === textOf(n) && (await read(NAMES.unsynced)) !== textOf(n)
}

const textOf = (n: number): string => `control ${n}\n`.repeat(1000)

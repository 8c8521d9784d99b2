import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { StorageDetail } from '#src/ipc/maintenance.ts'
import { crashFolder, listCrashes } from '../crashes/crash-files.ts'
import { listSegments } from '../journal/segments.ts'

/** What the terminal's data takes, and how much room is left beside it. */
export async function measureStorage(userData: string): Promise<StorageDetail> {
  const journal = join(userData, 'journal')
  const [disk, journalBytes, segments, databaseBytes, crashes] = await Promise.all([
    statfs(userData),
    sizeOf(journal),
    listSegments(journal).catch(() => []),
    sizeOf(join(userData, 'IndexedDB')),
    listCrashes(crashFolder(userData)),
  ])
  return {
    freeBytes: disk.bavail * disk.bsize,
    ...{ journalBytes, segments: segments.length, databaseBytes },
    ...{ crashes: crashes.length, lastCrashAt: crashes[0]?.at ?? null },
  }
}

/** Of everything in a folder. Files may go while they are counted; a folder that is not there holds nothing. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined)
      return found?.isFile() ? found.size : 0
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

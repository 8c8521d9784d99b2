import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Disk } from './disk-guard.ts'

/** More than the rest of a block that a full disk may still have. */
const TRIED = Buffer.alloc(65_536, 'tapsyr')

/** The disk that a folder lies on. */
export const diskOf = (folder: string): Disk => ({
  async free() {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
  async tryOut() {
    const path = join(folder, 'write-test.tmp')
    try {
      const file = await open(path, 'w', 0o600)
      try {
        await file.writeFile(TRIED)
        await file.datasync()
      } finally {
        await file.close()
      }
    } finally {
      await rm(path, { force: true })
    }
  },
})

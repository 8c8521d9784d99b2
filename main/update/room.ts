import { statfs } from 'node:fs/promises'
import { fail, ok, type Result } from '#src/result.ts'
import type { Archive } from './feed.ts'

/** A program is three to four times its archive, which lies beside it until it is unpacked. */
const TIMES = 5
/** What is left must do for payments. */
const FOR_PAYMENTS = 200_000_000

/** Whether the disk of `folder` has room for an archive and what is in it. */
export async function roomFor({ size }: Archive, folder: string): Promise<Result<undefined, 'DISK_LOW'>> {
  const { bavail, bsize } = await statfs(folder)
  const [free, needed] = [bavail * bsize, TIMES * size + FOR_PAYMENTS]
  return free >= needed ? ok() : fail('DISK_LOW', `${free} bytes are free, an update needs ${needed}`)
}

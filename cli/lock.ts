import { readFile, rm, writeFile } from 'node:fs/promises'
import { fail, ok, type Result } from '#src/result.ts'

/**
 * One process at a time: two would write one journal at once. The lock names its process, so that
 * one left behind by a kill holds nobody up.
 */
export async function takeLock(
  path: string,
  pid: number = process.pid,
): Promise<Result<() => Promise<void>, 'FILE_WRITE_FAILED'>> {
  for (const flag of ['wx', 'w'] as const) {
    try {
      await writeFile(path, String(pid), { flag })
      return ok(() => rm(path, { force: true }))
    } catch (error) {
      if (!isThere(error)) return fail('FILE_WRITE_FAILED', String(error))
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => ''))
    if (holder > 0 && isAlive(holder))
      return fail('FILE_WRITE_FAILED', `process ${holder} is settling this file; ${path} says so`)
  }
  return fail('FILE_WRITE_FAILED', `${path} is in the way`)
}

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

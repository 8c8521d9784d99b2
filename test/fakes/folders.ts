import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs once around all unit tests: what they put into the system's folder for temporary files lies in one of
 * their own, which goes when all are over. What a test has begun to write may end after the test.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tapsyr-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

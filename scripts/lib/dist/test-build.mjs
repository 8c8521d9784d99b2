import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { must, ROOT } from '../run.mjs'

const PROGRAM = 'tapsyr'

export const programIn = (folder) => join(folder, PROGRAM)

/**
 * The release with one byte changed: Playwright drives a program through Node's inspector, which a
 * release does not open. Hard links but for that one file. Gives the program's path.
 */
export async function makeTestBuild(release) {
  const folder = join(ROOT, 'test-results/packed')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  await must('cp', 'cp', ['-al', release, folder], { quiet: true })
  const program = programIn(folder)
  rmSync(program)
  copyFileSync(programIn(release), program)
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  return program
}

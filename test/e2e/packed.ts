import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { kioskEnv } from '#simulator/kiosk-command.ts'

/** The folder of the packed release and the program of its test build; `npm test` makes both. */
export const RELEASE = process.env.TAPSYR_RELEASE
export const TEST_BUILD = process.env.TAPSYR_TEST_BUILD

export interface Ended {
  readonly code: number | string | null
  readonly output: string
}

const ENDS_WITHIN_MS = 60_000

/** Starts the release with something it must refuse, and waits until it has ended. */
export function startRelease(
  args: readonly string[],
  { userDataDir, env = {} }: { userDataDir: string; env?: Record<string, string> },
): Promise<Ended> {
  const program = join(RELEASE ?? '', 'tapsyr')
  return new Promise((resolve) => {
    execFile(
      program,
      [...args, `--user-data-dir=${userDataDir}`],
      { env: { ...kioskEnv(), ...env }, timeout: ENDS_WITHIN_MS, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => resolve({ code: error ? (error.code ?? null) : 0, output: stdout + stderr }),
    )
  })
}

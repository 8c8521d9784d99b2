import { execFile } from 'node:child_process'

/** A command as a person runs it: its exit code, what it printed, and what it said beside it. */
export const runCommand = (
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; said: string }> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', script, ...args],
      { env: { ...process.env, ...env } },
      (_error, out, said) => resolve({ code: child.exitCode ?? -1, out, said }),
    )
  })

import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What a bug in main leaves behind before it ends the program. */
const bugSchema = z.strictObject({
  /** Ms since the epoch. */
  at: z.int().nonnegative(),
  version: z.string(),
  /** Without secrets. */
  stack: z.string(),
})
export type Bug = z.output<typeof bugSchema>

/** The note that the next start has still to read. */
const notePath = (folder: string): string => join(folder, 'bug.json')

/** At once, as the program has no other moment. A disk that takes nothing leaves the log alone to tell. */
export function writeBug(folder: string, bug: Bug): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(notePath(folder), JSON.stringify(bug), { mode: 0o600 })
  } catch {
    // The line in the log is all there is.
  }
}

/** The bug that ended the program before this start, told once; its note stays, under another name. */
export async function takeBug(folder: string): Promise<Bug | undefined> {
  const path = notePath(folder)
  try {
    const bug = bugSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    const name = bug.success ? `bug-${new Date(bug.data.at).toISOString().replaceAll(':', '')}` : 'bug-torn'
    await rename(path, join(folder, `${name}.json`))
    return bug.success ? bug.data : undefined
  } catch {
    return undefined
  }
}

/** For a list: when it was, and the first lines of where. */
export const bugText = ({ at, version, stack }: Bug): string =>
  [
    new Date(at).toISOString(),
    version,
    ...stack
      .split('\n')
      .slice(0, 3)
      .map((line) => line.trim()),
  ].join(' ')

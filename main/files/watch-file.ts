import { readFile, stat } from 'node:fs/promises'
import type { Clock } from '#src/time/clock.ts'

/** How soon a changed file counts. Asked for by time: a file that is replaced, or on a share, tells nobody. */
const LOOK_MS = 5000

export interface WatchParts {
  readonly path: string
  readonly clock: Clock
  /** Its content, at the start and after every change. */
  readonly onContent: (content: Buffer) => Promise<void> | void
  readonly onUnreadable: (error: unknown) => void
}

/** Looks at a file until it is stopped. Resolves when the first look is over. */
export async function watchFile({ path, clock, onContent, onUnreadable }: WatchParts): Promise<() => void> {
  let seen: string | undefined
  let isStopped = false
  let cancel = () => {}

  async function look(): Promise<void> {
    const stamp = await stampOf(path)
    if (stamp !== seen) {
      seen = stamp
      const content = await readFile(path).catch((error: Error) => error)
      if (content instanceof Error) onUnreadable(content)
      else await onContent(content)
    }
    if (!isStopped) cancel = clock.after(LOOK_MS, () => void look())
  }

  await look()
  return () => {
    isStopped = true
    cancel()
  }
}

/** Changes whenever the file does. */
async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return [mtimeMs, size, ino].join(' ')
  } catch (error) {
    return String(error)
  }
}

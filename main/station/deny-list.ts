import { readFile, stat } from 'node:fs/promises'
import type { Address } from '#src/payment/address.ts'
import { type DenyList, NOBODY_DENIED, parseDenyList } from '#src/station/deny-list.ts'
import type { Clock } from '#src/time/clock.ts'

export interface Denied {
  has(card: Address): boolean
  stop(): void
}

export const NO_DENY_LIST: Denied = { has: () => false, stop: () => undefined }

/** How soon a changed file counts. Asked for by time: a file that is replaced, or on a share, tells nobody. */
const LOOK_MS = 5000

interface DenyListParts {
  readonly path: string
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** Keeps the list as it is in the file. While the file cannot be read, the last list that could be counts. */
export async function watchDenyList({ path, clock, log }: DenyListParts): Promise<Denied> {
  let list: DenyList = NOBODY_DENIED
  let seen: string | undefined
  let isStopped = false
  let cancel = () => {}

  async function look(): Promise<void> {
    const now = await stampOf(path)
    if (now !== seen) await load(now)
    if (!isStopped) cancel = clock.after(LOOK_MS, () => void look())
  }

  async function load(stamp: string): Promise<void> {
    seen = stamp
    try {
      list = parseDenyList(await readFile(path, 'utf8'))
      log(
        `deny list: ${list.cards.size} cards${list.bad === 0 ? '' : `, and ${list.bad} lines that are none`}`,
      )
    } catch (error) {
      log(`deny list: ${list.cards.size} cards as before; ${path} cannot be read: ${error}`)
    }
  }

  await look()
  return {
    has: (card) => list.cards.has(card),
    stop() {
      isStopped = true
      cancel()
    },
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

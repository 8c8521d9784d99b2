import type { Bridge } from '#src/ipc/contract.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { ok, type Result } from '#src/result.ts'
import type { Queue } from './queue.ts'
import { replay } from './replay.ts'

/** Brings journal entries into the queue, in order, whoever got them from main. */
export interface Feed {
  /** Resolves when the entries, and all before them, are on the queue's disk. */
  take(entries: readonly JournalEntry[]): Promise<Result<undefined>>
}

/**
 * A sale and the settling loop ask main at the same time, so replies may come out of order: a gap
 * is closed by asking the journal itself.
 */
export function createFeed(queue: Queue, bridge: Pick<Bridge, 'call'>, onChange: () => void): Feed {
  let last: Promise<unknown> = Promise.resolve()

  async function takeNow(entries: readonly JournalEntry[]): Promise<Result<undefined>> {
    if (entries.length === 0) return ok()
    const applied = await queue.apply(entries)
    if (!applied.ok) {
      const position = await queue.position()
      const replayed = await replay(queue, position?.seq ?? 0, { bridge })
      if (!replayed.ok) return replayed
    }
    onChange()
    return ok()
  }

  return {
    take(entries) {
      const taken = last.then(() => takeNow(entries))
      last = taken.catch(() => undefined)
      return taken
    },
  }
}

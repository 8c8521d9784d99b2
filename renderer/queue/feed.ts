import type { Bridge } from '#src/ipc/contract.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Queue } from './queue.ts'
import { replay } from './replay.ts'

/** Brings journal entries into the queue, in order, whoever got them from main. */
export interface Feed {
  /**
   * Resolves when the entries, and all before them, are on the queue's disk. After a failure the
   * next call, even with no entries, brings the queue up to the journal's end. Never rejects.
   */
  take(entries: readonly JournalEntry[]): Promise<Result<undefined>>
  /** Brings the queue up to the journal's end, whoever wrote there. Never rejects. */
  level(): Promise<Result<undefined>>
}

/**
 * A sale and the settling loop ask main at the same time, so replies may come out of order: a gap
 * is closed by asking the journal itself.
 */
export function createFeed(queue: Queue, bridge: Pick<Bridge, 'call'>, onChange: () => void): Feed {
  let last: Promise<unknown> = Promise.resolve()
  let behind = false

  async function takeNow(entries: readonly JournalEntry[]): Promise<Result<undefined>> {
    if (entries.length === 0 && !behind) return ok()
    const written = await write(entries)
    behind = !written.ok
    if (!written.ok) return written
    onChange()
    return ok()
  }

  async function write(entries: readonly JournalEntry[]): Promise<Result<unknown>> {
    try {
      const applied = behind ? undefined : await queue.apply(entries)
      if (applied?.ok) return applied
      const position = await queue.position()
      return await replay(queue, position?.seq ?? 0, { bridge })
    } catch (error) {
      // Dexie throws when its database is gone under it; the journal still has every entry.
      return fail('QUEUE_WRITE_FAILED', String(error))
    }
  }

  function inTurn(task: () => Promise<Result<undefined>>): Promise<Result<undefined>> {
    const done = last.then(task)
    last = done
    return done
  }

  return {
    take: (entries) => inTurn(() => takeNow(entries)),
    level: () =>
      inTurn(() => {
        behind = true
        return takeNow([])
      }),
  }
}

import { z } from 'zod'
import type { QueueDatabase } from './database.ts'

/** Whether a person has paused settling, beyond a restart. */
export interface PauseStore {
  /** False when nobody ever did, or nothing of it can be read. */
  read(): Promise<boolean>
  /** On the disk when it resolves, if there is a disk that takes it. Never rejects. */
  write(paused: boolean): Promise<void>
}

const KEY = 'paused'

/** `changes` counts, so that of two copies the later is known whatever the clock does. */
const savedSchema = z.object({ paused: z.boolean(), changes: z.int().nonnegative() })
type Saved = z.output<typeof savedSchema>

/**
 * Kept twice, and the later copy counts: a rebuilt queue starts with an empty database, and the
 * browser's plain storage takes seconds to reach the disk. Payments that a person holds back must
 * not go out because of either.
 */
export function createPauseStore(
  db: QueueDatabase,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): PauseStore {
  const meta = db.table<Saved & { readonly key: string }, string>('meta')
  let changes = 0

  const fromDatabase = async () => savedSchema.safeParse(await meta.get(KEY).catch(() => undefined)).data
  const fromStorage = () => {
    try {
      return savedSchema.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data
    } catch {
      return undefined
    }
  }

  return {
    async read() {
      const copies = [await fromDatabase(), fromStorage()].filter((copy) => copy !== undefined)
      const later = copies.sort((a, b) => b.changes - a.changes)[0]
      changes = later?.changes ?? 0
      return later?.paused ?? false
    },
    async write(paused) {
      changes += 1
      const saved: Saved = { paused, changes }
      try {
        storage.setItem(KEY, JSON.stringify(saved))
      } catch {
        // Full or switched off: the database holds it.
      }
      await meta.put({ key: KEY, ...saved }).catch(() => undefined)
    },
  }
}

import { Dexie, type Table } from 'dexie'
import type { Hex } from '#src/payment/hex.ts'
import type { Position } from '#src/queue/position.ts'
import type { Row } from '#src/queue/row.ts'
import { version1 } from './migrations/v1.ts'
import { version2 } from './migrations/v2.ts'
import { version3 } from './migrations/v3.ts'

export type QueueDatabase = Dexie & {
  readonly payments: Table<Row, Hex>
  readonly meta: Table<{ readonly key: 'position'; readonly position: Position }, string>
  readonly aside: Table<unknown, number>
}

/** One file per version; a version that has shipped is never changed. */
const MIGRATIONS = [version1, version2, version3]

export const QUEUE_NAME = 'tapsyr-queue'

/**
 * Strict: a write is acknowledged when it is on the disk, not when the system has it. No cache:
 * Dexie's own shows rows before they are committed.
 */
export async function openDatabase(): Promise<QueueDatabase> {
  const db = new Dexie(QUEUE_NAME, { chromeTransactionDurability: 'strict', cache: 'disabled' })
  for (const migrate of MIGRATIONS) migrate(db)
  await db.open()
  return db as QueueDatabase
}

export const removeDatabase = (): Promise<void> => Dexie.delete(QUEUE_NAME)

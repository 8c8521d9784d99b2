import { openDatabase, type QueueDatabase, removeDatabase } from '#renderer/queue/database.ts'
import { createQueue, type Queue } from '#renderer/queue/queue.ts'
import { acceptedPayment } from './accepted.ts'
import type { FakeJournal } from './journal.ts'

let opened: QueueDatabase[] = []

/** The database as it lies on the disk, as the program opens it. */
export async function openTracked(): Promise<QueueDatabase> {
  const db = await openDatabase()
  opened.push(db)
  return db
}

/** An empty database; whatever an earlier test left behind is gone. */
export async function freshDatabase(): Promise<QueueDatabase> {
  await removeTracked()
  return openTracked()
}

export async function removeTracked(): Promise<void> {
  for (const db of opened) db.close()
  opened = []
  await removeDatabase()
}

/** A queue that stands where the journal stands. */
export async function levelQueue(journal: FakeJournal): Promise<{ db: QueueDatabase; queue: Queue }> {
  const db = await freshDatabase()
  const queue = createQueue(db)
  await queue.restart(journal.epoch, [])
  const applied = await queue.apply(journal.entries)
  if (!applied.ok) throw new Error(applied.error.detail)
  return { db, queue }
}

/** A row as a person with a broken disk may find it: its amount is gone. */
export const brokenRow = (receiptNumber: number) => {
  const { authorization, ...rest } = acceptedPayment(receiptNumber)
  return { ...rest, id: authorization.nonce, state: 'accepted', due: 1, deadline: authorization.validBefore }
}

import type { QueueDatabase } from '../queue/database.ts'
import { deadlines, listPayments } from '../queue/lists.ts'
import type { Queue } from '../queue/queue.ts'
import type { QueueView } from '../view.ts'

/** Of each list: more is not read on a screen, and each row costs a millisecond when the panel opens. */
const LISTED = 20

interface Stores {
  readonly queue: Pick<Queue, 'summary'>
  readonly db: QueueDatabase
}

/** What the screens show of the queue; `alarmBefore` in Unix seconds. */
export async function readQueueView({ queue, db }: Stores, alarmBefore: number): Promise<QueueView> {
  const [recent, { earliest, expiring }] = await Promise.all([
    listPayments(db, LISTED),
    deadlines(db, alarmBefore),
  ])
  return { summary: queue.summary(), recent, earliestDeadline: earliest, expiring }
}

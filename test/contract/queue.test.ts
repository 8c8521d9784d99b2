import 'fake-indexeddb/auto'
import { describe } from 'vitest'
import { createQueue } from '#renderer/queue/queue.ts'
import { freshDatabase, openTracked } from '../fakes/queue.ts'
import { queueContract } from './queue.contract.ts'

describe('Dexie', () =>
  queueContract(async () => {
    let db = await freshDatabase()
    return {
      queue: createQueue(db),
      async reopen() {
        db.close()
        db = await openTracked()
        const queue = createQueue(db)
        await queue.position()
        return queue
      },
      plant: async (row) => void (await db.table('payments').put(row)),
      lose: (rowId) => db.table('payments').delete(rowId),
      aside: () => db.aside.toArray(),
    }
  }))

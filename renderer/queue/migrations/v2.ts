import type { Dexie } from 'dexie'

/**
 * Version 2: a payment names the terminal it was rescued from. The position of version 1 counted
 * less than today's, so the queue is brought level anew from the journal.
 */
export const version2 = (db: Dexie) =>
  db
    .version(2)
    .stores({})
    .upgrade(async (change) => {
      await change
        .table('payments')
        .toCollection()
        .modify((row) => {
          row.rescuedFrom = null
        })
      await change.table('meta').clear()
    })

import type { Dexie } from 'dexie'

/**
 * Version 2: a payment names the terminal it was rescued from, and payments are found by their
 * state, so that the few that wait or are parked need no search through the many that are settled.
 * That also says what is due, which had a column of its own.
 * The position of version 1 counted less than today's, so the queue is brought level anew from the
 * journal.
 */
export const version2 = (db: Dexie) =>
  db
    .version(2)
    .stores({ payments: 'id, acceptedAt, [state+deadline]' })
    .upgrade(async (change) => {
      await change
        .table('payments')
        .toCollection()
        .modify((row) => {
          row.rescuedFrom = null
          delete row.due
        })
      await change.table('meta').clear()
    })

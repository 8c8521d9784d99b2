import type { Dexie } from 'dexie'

/**
 * Version 1. `payments`: rows of src/queue/row.ts, found by id, by "due, earliest deadline first"
 * and by time. `meta`: the position. `aside`: rows that no version could read, never deleted.
 */
export const version1 = (db: Dexie) =>
  db.version(1).stores({ payments: 'id, [due+deadline], acceptedAt', meta: 'key', aside: '++' })

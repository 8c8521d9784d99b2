import type { Dexie } from 'dexie'

/**
 * Version 3: the history. Payments of a state are found newest first, a receipt by its number, and
 * what was given back of a payment by that payment's id (`returns`; only refunds have it).
 */
export const version3 = (db: Dexie) =>
  db
    .version(3)
    .stores({ payments: 'id, acceptedAt, [state+deadline], [state+acceptedAt], receiptNumber, returns' })

import type { Page } from '@playwright/test'
import { journalOf } from '#simulator/kiosk-facts.ts'
import type { RideReason } from '#src/station/fare.ts'

/** What journal and queue hold of the rides. */
export interface Books {
  /** Rides in the journal, paid or free. */
  readonly rides: number
  readonly reasons: Readonly<Partial<Record<RideReason, number>>>
  /** Payments in the journal. */
  readonly payments: number
  /** Rows of the page's queue. */
  readonly queued: number
}

export async function booksOf(page: Page): Promise<Books> {
  const facts = (await journalOf(page)).map(({ fact }) => fact)
  const rides = facts.flatMap((fact) => {
    if (fact.type === 'ridden') return [fact.ride]
    return fact.type === 'accepted' && fact.payment.ride ? [fact.payment.ride] : []
  })
  const reasons: Partial<Record<RideReason, number>> = {}
  for (const { reason } of rides) reasons[reason] = (reasons[reason] ?? 0) + 1
  const payments = facts.filter(({ type }) => type === 'accepted').length
  return { rides: rides.length, reasons, payments, queued: await queued(page) }
}

/** Counted past all our code. */
const queued = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('tapsyr-queue')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const db = opening.result
          const counting = db.transaction('payments').objectStore('payments').count()
          counting.onerror = () => reject(counting.error)
          counting.onsuccess = () => {
            db.close()
            resolve(counting.result)
          }
        }
      }),
  )

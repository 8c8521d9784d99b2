import type { Hex } from '#src/payment/hex.ts'
import type { ListedPayment } from '../view.ts'
import type { QueueDatabase } from './database.ts'
import { type DayFigures, dayFigures } from './day.ts'
import {
  findPayment,
  type HistoryPage,
  type HistoryQuery,
  historyPage,
  type Place,
  refundsOf,
  type Span,
} from './history.ts'

/** What screens read of all payments. Every call reads a bounded part, and rejects when the database is gone. */
export interface PaymentHistory {
  /** The first page, or the one behind `after`. */
  page(query: HistoryQuery, after: Place | null): Promise<HistoryPage>
  find(id: Hex): Promise<ListedPayment | undefined>
  /** What was given back of a payment, newest first. */
  refundsOf(id: Hex): Promise<readonly ListedPayment[]>
  day(span: Span): Promise<DayFigures>
}

/** `open`: the database, once there is one. */
export function createPaymentHistory(open: () => QueueDatabase | undefined): PaymentHistory {
  const opened = (): QueueDatabase => {
    const db = open()
    if (!db) throw new Error('the queue is not open yet')
    return db
  }
  return {
    page: async (query, after) => historyPage(opened(), query, after),
    find: async (id) => findPayment(opened(), id),
    refundsOf: async (id) => refundsOf(opened(), id),
    day: async (span) => dayFigures(opened(), span),
  }
}

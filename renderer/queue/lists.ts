import { Dexie } from 'dexie'
import { isWaiting, PAYMENT_STATES, type PaymentState } from '#src/payment/states.ts'
import { paymentOf, type Row } from '#src/queue/row.ts'
import type { ListedPayment } from '../view.ts'
import type { QueueDatabase } from './database.ts'

const WAITING = PAYMENT_STATES.filter(isWaiting)

/** Not on the chain yet: what is lost when its validity ends. */
const UNPAID = ['accepted', 'submitted', 'refused'] as const

/** Of the waiting payments, these many are listed for their deadlines, however old they are. */
const URGENT = 10

/** Newest first: `limit` that wait and the most urgent, `limit` parked, and the last `limit` of the rest. */
export async function listPayments(db: QueueDatabase, limit: number): Promise<ListedPayment[]> {
  const rows = await db.transaction('r', db.payments, async () => [
    ...newestFirst(await latest(db, WAITING, limit)).slice(0, limit),
    ...(await mostUrgent(db)),
    ...(await latest(db, ['parked'], limit)),
    ...(await lastOthers(db, limit)),
  ])
  const once = new Map(rows.map((row) => [row.id, row]))
  return newestFirst([...once.values()]).map((row) => ({ ...paymentOf(row), retryAt: row.retryAt }))
}

/** Unix seconds at which the first unpaid payment expires, and how many do before `before`. */
export async function deadlines(
  db: QueueDatabase,
  before: number,
): Promise<{ readonly earliest: number | null; readonly expiring: number }> {
  const [first] = await mostUrgent(db)
  const counts = await Promise.all(UNPAID.map((state) => ofState(db, state, before).count()))
  return { earliest: first?.deadline ?? null, expiring: counts.reduce((sum, count) => sum + count, 0) }
}

const ofState = (db: QueueDatabase, state: PaymentState, before?: number) =>
  db.payments
    .where('[state+deadline]')
    .between([state, Dexie.minKey], [state, before ?? Dexie.maxKey], true, false)

/** The later its deadline, the later it was accepted, or nearly so: no list depends on it. */
async function latest(db: QueueDatabase, states: readonly PaymentState[], limit: number): Promise<Row[]> {
  const lists = states.map((state) => ofState(db, state).reverse().limit(limit).toArray())
  return (await Promise.all(lists)).flat()
}

async function mostUrgent(db: QueueDatabase): Promise<Row[]> {
  const lists = UNPAID.map((state) => ofState(db, state).limit(URGENT).toArray())
  const rows = (await Promise.all(lists)).flat()
  return rows.sort((a, b) => a.deadline - b.deadline).slice(0, URGENT)
}

async function lastOthers(db: QueueDatabase, limit: number): Promise<Row[]> {
  const last = await db.payments.orderBy('acceptedAt').reverse().limit(limit).toArray()
  return last.filter(({ state }) => !isWaiting(state) && state !== 'parked')
}

const newestFirst = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => b.acceptedAt - a.acceptedAt || b.receiptNumber - a.receiptNumber)

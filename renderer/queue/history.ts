import type { Hex } from '#src/payment/hex.ts'
import type { PaymentState } from '#src/payment/states.ts'
import { paymentOf, type Row } from '#src/queue/row.ts'
import type { ListedPayment } from '../view.ts'
import type { QueueDatabase } from './database.ts'
import { hasReceipt, isSought, makesSense, readSearch, type Sought } from './search.ts'

/** What people tell apart; each is one or more states, or the payments that go the other way. */
export const SHOWN = ['all', 'waiting', 'refused', 'parked', 'settled', 'voided', 'returned'] as const
export type Shown = (typeof SHOWN)[number]

export const STATES_OF: Readonly<Record<Exclude<Shown, 'all' | 'returned'>, readonly PaymentState[]>> = {
  waiting: ['accepted', 'submitted', 'confirmed'],
  refused: ['refused'],
  parked: ['parked', 'expired'],
  settled: ['settled'],
  voided: ['voided', 'cancelled'],
}

/** Milliseconds since the epoch; `to` itself is not part of it. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface HistoryQuery {
  readonly text: string
  readonly shown: Shown
  /** Null: of all times. */
  readonly day: Span | null
}

/** The last payment that was looked at: a page goes on behind it. */
export interface Place {
  readonly acceptedAt: number
  readonly id: Hex
}

export interface HistoryPage {
  /** Newest first; receipts whose number was typed come before all others. */
  readonly payments: readonly ListedPayment[]
  /** Null at the end. A page may be empty and yet not the last: few rows are what is sought. */
  readonly next: Place | null
}

export const PAGE = 50

/** Rows that one page looks at when most of them are not what is sought: about a tenth of a second. */
const LOOK = 1000
/** Read at once of those. */
const STEP = 200

const ALWAYS: Span = { from: 0, to: Number.MAX_SAFE_INTEGER }

/** One page of the history. Each reads a bounded number of rows, however many there are. */
export async function historyPage(
  db: QueueDatabase,
  query: HistoryQuery,
  after: Place | null,
): Promise<HistoryPage> {
  const sought = readSearch(query.text)
  if (sought !== null && !makesSense(sought)) return { payments: [], next: null }
  return db.transaction('r', db.payments, async () => {
    const named = sought && after === null ? await receiptsNamed(db, query, sought) : []
    const { rows, next } = await rowsFound(db, query, sought, after)
    return { payments: [...named, ...rows].map(listed), next }
  })
}

/** The receipts whose number was typed, found without a search. */
async function receiptsNamed(
  db: QueueDatabase,
  { shown, day }: HistoryQuery,
  sought: Sought,
): Promise<Row[]> {
  if (sought.receiptNumber === null) return []
  const rows = await db.payments.where('receiptNumber').equals(sought.receiptNumber).limit(PAGE).toArray()
  const { from, to } = day ?? ALWAYS
  const isIn = ({ acceptedAt }: Row) => acceptedAt >= from && acceptedAt < to
  return newestFirst(rows.filter((row) => hasReceipt(row, sought) && isIn(row) && isShown(row, shown)))
}

interface Found {
  readonly rows: readonly Row[]
  readonly next: Place | null
}

async function rowsFound(
  db: QueueDatabase,
  { shown, day }: HistoryQuery,
  sought: Sought | null,
  after: Place | null,
): Promise<Found> {
  const isFound = (row: Row) =>
    isShown(row, shown) && (!sought || (isSought(paymentOf(row), sought) && !hasReceipt(row, sought)))
  const rows: Row[] = []
  let place = after
  for (let looked = 0; looked < LOOK && rows.length < PAGE; looked += STEP) {
    const limit = sought || shown === 'returned' ? STEP : PAGE
    const step = await rowsBehind(db, { shown, span: day ?? ALWAYS, after: place, limit })
    const found = step.filter(isFound)
    const taken = found.slice(0, PAGE - rows.length)
    rows.push(...taken)
    if (step.length < limit && taken.length === found.length) return { rows, next: null }
    place = placeOf(taken.length < found.length ? taken.at(-1) : step.at(-1))
  }
  return { rows, next: place }
}

const placeOf = (row: Row | undefined): Place | null =>
  row ? { acceptedAt: row.acceptedAt, id: row.id } : null

interface Part {
  readonly shown: Shown
  readonly span: Span
  readonly after: Place | null
  readonly limit: number
}

/** Newest first; of several states each gives as many as may be needed. */
async function rowsBehind(db: QueueDatabase, { shown, span, after, limit }: Part): Promise<Row[]> {
  const to = after ? Math.min(after.acceptedAt, span.to - 1) : span.to - 1
  const isBehind = (row: Row) =>
    after === null ||
    row.acceptedAt < after.acceptedAt ||
    (row.acceptedAt === after.acceptedAt && row.id < after.id)
  const lists =
    shown === 'all' || shown === 'returned'
      ? [db.payments.where('acceptedAt').between(span.from, to, true, true)]
      : STATES_OF[shown].map((state) =>
          db.payments.where('[state+acceptedAt]').between([state, span.from], [state, to], true, true),
        )
  const rows = await Promise.all(lists.map((list) => list.reverse().and(isBehind).limit(limit).toArray()))
  return newestFirst(rows.flat()).slice(0, limit)
}

export function isShown({ returns, state }: Pick<Row, 'returns' | 'state'>, shown: Shown): boolean {
  if (shown === 'all') return true
  if (shown === 'returned') return returns !== undefined
  return STATES_OF[shown].includes(state)
}

/** As the index has them: by time, then by id, backwards. */
const newestFirst = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => b.acceptedAt - a.acceptedAt || (a.id < b.id ? 1 : -1))

const listed = (row: Row): ListedPayment => ({
  ...paymentOf(row),
  retryAt: row.retryAt,
  trail: row.trail ?? {},
})

export async function findPayment(db: QueueDatabase, id: Hex): Promise<ListedPayment | undefined> {
  const row = await db.payments.get(id)
  return row && listed(row)
}

/** What was given back of a payment, newest first. */
export async function refundsOf(db: QueueDatabase, id: Hex): Promise<ListedPayment[]> {
  return newestFirst(await db.payments.where('returns').equals(id).limit(PAGE).toArray()).map(listed)
}

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useCalm } from '../../components/use-calm.ts'
import type { HistoryPage, HistoryQuery, Place } from '../../queue/history.ts'
import type { PaymentHistory } from '../../queue/payment-history.ts'
import type { ListedPayment } from '../../view.ts'

/** A list that grows page by page. */
export interface HistoryList {
  readonly payments: readonly ListedPayment[]
  /** Where the next page begins; null when these are all. */
  readonly next: Place | null
  readonly state: 'reading' | 'resting' | 'failed'
}

const EMPTY: HistoryList = { payments: [], next: null, state: 'reading' }
/** A list need not follow each payment while hundreds are settled. */
const FRESHEN_MS = 1000

/** The pages of a query so far; `version` changes whenever the queue does. */
export function useHistory(
  history: PaymentHistory,
  query: HistoryQuery,
  version: unknown,
): HistoryList & { more(): void; again(): void } {
  const [list, setList] = useState(EMPTY)
  /** Counts queries, so that a page of the one before is not taken for this one's. */
  const run = useRef(0)
  const calm = useCalm(version, FRESHEN_MS)
  const key = JSON.stringify(query)

  const read = useEffectEvent(
    async (after: Place | null, join: (before: HistoryList, page: HistoryPage) => HistoryList) => {
      const mine = run.current
      const page = await history.page(query, after).catch(() => null)
      if (mine !== run.current) return
      setList((before) => (page ? join(before, page) : { ...before, state: 'failed' }))
    },
  )
  const start = useEffectEvent(() => {
    run.current += 1
    setList(EMPTY)
    void read(null, (_, page) => ({ ...page, state: 'resting' }))
  })
  const more = () => {
    if (list.state === 'reading' || list.next === null) return
    setList({ ...list, state: 'reading' })
    void read(list.next, append)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query.
  useEffect(() => start(), [key])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is read, and nothing else.
  useEffect(() => {
    if (list.state === 'resting') void read(null, freshen)
  }, [calm])
  // A page with nothing in it is not the end: the search goes on by itself until something is found.
  const searches = list.state === 'resting' && list.payments.length === 0 && list.next !== null
  const goOn = useEffectEvent(more)
  useEffect(() => {
    if (searches) goOn()
  }, [searches])
  return { ...list, more, again: () => start() }
}

export const append = (before: HistoryList, page: HistoryPage): HistoryList => ({
  payments: [...before.payments, ...without(page.payments, before.payments)],
  next: page.next,
  state: 'resting',
})

/** The first page anew, and what was read behind it before. */
export function freshen(before: HistoryList, page: HistoryPage): HistoryList {
  if (before.state !== 'resting') return before
  const { next } = page
  if (next === null) return { ...page, state: 'resting' }
  const isBehind = ({ acceptedAt, id }: ListedPayment) =>
    acceptedAt < next.acceptedAt || (acceptedAt === next.acceptedAt && id < next.id)
  const behind = without(before.payments, page.payments).filter(isBehind)
  return {
    payments: [...page.payments, ...behind],
    next: behind.length === 0 ? next : before.next,
    state: 'resting',
  }
}

function without(payments: readonly ListedPayment[], known: readonly ListedPayment[]): ListedPayment[] {
  const ids = new Set(known.map(({ id }) => id))
  return payments.filter(({ id }) => !ids.has(id))
}

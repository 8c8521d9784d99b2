import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react'
import type { PriceList } from '#src/order/price-list.ts'
import { type Draft, emptyDraft, hold } from './draft.ts'
import { type BasketStorage, readBaskets, writeBaskets } from './kept-baskets.ts'

interface Kept {
  readonly storage: BasketStorage
  /** Null where only amounts are typed: those are typed again. */
  readonly prices: PriceList | null
  /** It is being paid, or was: then it must not be there again after a restart. */
  readonly isCharged: boolean
  readonly now: number
}

/**
 * The draft, whose baskets outlive the page. After a restart the counter is empty and all of them are put aside, so that
 * nobody charges without a look what may have been paid.
 */
export function useKeptDraft({
  storage,
  prices,
  isCharged,
  now,
}: Kept): [Draft, Dispatch<SetStateAction<Draft>>] {
  const [draft, setDraft] = useState<Draft>(() => ({
    ...emptyDraft,
    held: prices ? readBaskets(storage, prices) : [],
  }))
  const clock = useRef(now)
  clock.current = now
  useEffect(() => {
    if (prices) writeBaskets(storage, prices, (isCharged ? draft : hold(draft, prices, clock.current)).held)
  }, [storage, prices, isCharged, draft])
  return [draft, setDraft]
}

import { useEffect, useState } from 'react'
import type { Failure } from '#src/result.ts'
import type { Ask } from '../../ask.ts'

/** After a wait that ended for no fault of a card. */
const PAUSE_MS = 1000

/** Has the reader wait for a staff card for as long as the screen is there; the last card that would not do. */
export function useStaffCard(ask: Ask): Failure | null {
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    let isOver = false
    const listen = async () => {
      while (!isOver) {
        const entered = await ask('staff/sign-in-by-card', undefined)
        if (isOver || entered.ok) return
        // Somebody else has the reader for a moment.
        if (entered.error.code !== 'SALE_CANCELLED') setFailure(entered.error)
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
    }
    void listen()
    return () => {
      isOver = true
      void ask('staff/stop-waiting', undefined)
    }
  }, [ask])
  return failure
}

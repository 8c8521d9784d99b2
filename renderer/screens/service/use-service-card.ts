import { useEffect, useEffectEvent, useState } from 'react'
import type { Failure } from '#src/result.ts'
import type { SignedIn } from '#src/staff/person.ts'
import type { ServiceLink } from './link.ts'

/** Waits for a service card as long as the gate is there; a card that will not do ends the wait. */
export function useServiceCard({ ask }: ServiceLink, isWanted: boolean, onOpen: (person: SignedIn) => void) {
  const [round, setRound] = useState(0)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  const wait = useEffectEvent(async (isOver: () => boolean) => {
    setWaiting(true)
    const opened = await ask('service/unlock-by-card', undefined)
    if (isOver()) return
    setWaiting(false)
    if (opened.ok) onOpen(opened.value)
    else setFailure(opened.error)
  })
  const stop = useEffectEvent(() => void ask('service/stop-waiting', undefined))
  useEffect(() => {
    if (!isWanted) return
    const state = { round, isOver: false }
    void wait(() => state.isOver)
    return () => {
      state.isOver = true
      stop()
    }
  }, [isWanted, round])
  const again = () => {
    setFailure(null)
    setRound(round + 1)
  }
  return { isWaiting, failure, again }
}

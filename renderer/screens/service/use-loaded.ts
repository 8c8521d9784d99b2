import { useEffect, useEffectEvent, useState } from 'react'
import type { Failure, Result } from '#src/result.ts'

export interface Loaded<T> {
  /** The last that came; it stays while a newer one is asked for, and after a failure. */
  readonly value: T | null
  readonly failure: Failure | null
  readonly again: () => void
}

interface Kept<T> {
  readonly key: string
  readonly value: T | null
  readonly failure: Failure | null
}

/** What main answers, asked anew every so many ms, and at once for another `key`. */
export function useLoaded<T>(
  load: () => Promise<Result<T>>,
  { key = '', everyMs }: { readonly key?: string; readonly everyMs?: number } = {},
): Loaded<T> {
  const [kept, setKept] = useState<Kept<T>>({ key, value: null, failure: null })
  const [round, setRound] = useState(0)
  const ask = useEffectEvent(load)
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async (_round: number) => {
      const answer = await ask()
      if (isOver) return
      setKept((before) =>
        answer.ok
          ? { key, value: answer.value, failure: null }
          : { key, value: before.key === key ? before.value : null, failure: answer.error },
      )
      if (everyMs !== undefined) timer = setTimeout(() => void run(_round), everyMs)
    }
    void run(round)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [key, everyMs, round])
  const { value, failure } = kept.key === key ? kept : { value: null, failure: null }
  return { value, failure, again: () => setRound(round + 1) }
}

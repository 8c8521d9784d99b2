import { useEffect, useEffectEvent, useState } from 'react'
import type { Result } from '#src/result.ts'

interface Numbered {
  readonly seq: number
}

/** Newest last; older ones fall off. */
const KEPT = 500

/** Follows what main adds to a list, asking every so many ms for what is newer than the last that came. */
export function useTail<T extends Numbered>(
  load: (after: number) => Promise<Result<readonly T[]>>,
  everyMs: number,
) {
  const [records, setRecords] = useState<readonly T[]>([])
  const [isPaused, setPaused] = useState(false)
  const ask = useEffectEvent(load)
  useEffect(() => {
    if (isPaused) return
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let after = 0
    setRecords([])
    const run = async () => {
      const answer = await ask(after)
      if (isOver) return
      if (answer.ok && answer.value.length > 0) {
        const more = answer.value
        after = more.at(-1)?.seq ?? after
        setRecords((before) => [...before, ...more].slice(-KEPT))
      }
      timer = setTimeout(() => void run(), everyMs)
    }
    void run()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [isPaused, everyMs])
  return { records, isPaused, setPaused }
}

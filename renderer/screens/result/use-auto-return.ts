import { useEffect, useEffectEvent } from 'react'

/** Long enough to read the result, short enough for the next customer. */
const RETURN_AFTER_MS = 4000

/** Goes on by itself once nothing needs the person any more. */
export function useAutoReturn(finished: boolean, goOn: () => void): void {
  const onTime = useEffectEvent(goOn)
  useEffect(() => {
    if (!finished) return
    const timer = setTimeout(() => onTime(), RETURN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [finished])
}

import { useEffect, useEffectEvent } from 'react'

/** So long the finger stays on the place or the clock. Nobody does so by chance. */
export const HOLD_MS = 3000

/**
 * How a technician comes in from any screen (docs/operating.md): press and hold whatever carries
 * `data-opens-service`, or Ctrl+Alt+S. The key is told by its place: layouts differ.
 */
export function useOpening(open: () => void): void {
  const onOpen = useEffectEvent(open)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const letGo = () => clearTimeout(timer)
    const press = ({ target }: PointerEvent) => {
      letGo()
      if (target instanceof Element && target.closest('[data-opens-service]'))
        timer = setTimeout(() => onOpen(), HOLD_MS)
    }
    const key = (event: KeyboardEvent) => {
      if (!event.ctrlKey || !event.altKey || event.code !== 'KeyS' || event.repeat) return
      event.preventDefault()
      onOpen()
    }
    const stop = new AbortController()
    const { signal } = stop
    window.addEventListener('pointerdown', press, { signal })
    for (const end of ['pointerup', 'pointercancel', 'blur'] as const)
      window.addEventListener(end, letGo, { signal })
    window.addEventListener('keydown', key, { capture: true, signal })
    return () => {
      letGo()
      stop.abort()
    }
  }, [])
}

import { useEffect, useEffectEvent } from 'react'

/** Runs `action` when this key is pressed anywhere but in a dialog or a text field. */
export function useKey(key: string, action: () => void): void {
  useKeys((event) => {
    if (event.key !== key || event.repeat) return false
    action()
    return true
  })
}

/**
 * Offers every key press to `take` before any control sees it; true means it was taken.
 * A held Enter must not run through two screens: `take` is told of repeats and can leave them.
 */
export function useKeys(take: (event: KeyboardEvent) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isBusyElsewhere(event.target)) return
    if (!take(event)) return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
}

/** Somebody types into a field or a dialog. */
export const isBusyElsewhere = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"]') !== null || target instanceof HTMLInputElement

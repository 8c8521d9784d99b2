import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import { isBusyElsewhere } from '../components/use-key.ts'
import { nextPress, noBurst } from './wedge.ts'

/**
 * Hears a scanner that types. It listens on every screen, and before every other listener: a phone
 * that is left in front of the scanner after its payment must not press a button or type an amount.
 */
export function useWedge(onScan: (text: string) => void): void {
  const burst = useRef(noBurst)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || isBusyElsewhere(event.target)) return
    const { key, code, shiftKey, timeStamp } = event
    const pressed = nextPress(burst.current, { key, code, shift: shiftKey, at: timeStamp })
    burst.current = pressed.burst
    if (pressed.text !== undefined) onScan(pressed.text)
    if (!pressed.isTaken) return
    event.preventDefault()
    event.stopImmediatePropagation()
  })
  // A layout effect runs before the effects of the screens, which listen at the same place.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
}

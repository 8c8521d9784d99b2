import { useRef } from 'react'
import { useKeys } from '../components/use-key.ts'
import { nextPress, noBurst } from './wedge.ts'

/** Hears a scanner that types, while the screen that wants its codes is up. */
export function useWedge(onScan: (text: string) => void): void {
  const burst = useRef(noBurst)
  useKeys((event) => {
    if (event.repeat) return false
    const { key, code, shiftKey, timeStamp } = event
    const pressed = nextPress(burst.current, { key, code, shift: shiftKey, at: timeStamp })
    burst.current = pressed.burst
    if (pressed.text !== undefined) onScan(pressed.text)
    return pressed.isTaken
  })
}

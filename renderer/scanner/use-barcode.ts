import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import { isBusyElsewhere } from '../components/use-key.ts'
import { nextKey, noBarcode } from './barcode.ts'

interface Options<Typed> {
  /** What is typed now; a scanner that types changes it before it is known for one. */
  readonly typed: Typed
  readonly onUndo: (typed: Typed) => void
  readonly onBarcode: (barcode: string) => void
}

/** Hears the barcodes of a scanner that types, and takes back what its digits typed. */
export function useBarcode<Typed>({ typed, onUndo, onBarcode }: Options<Typed>): void {
  const burst = useRef(noBarcode)
  const before = useRef(typed)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || isBusyElsewhere(event.target)) return
    const pressed = nextKey(burst.current, { code: event.code, at: event.timeStamp })
    burst.current = pressed.burst
    if (pressed.isFirst) before.current = typed
    if (pressed.barcode === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    onUndo(before.current)
    onBarcode(pressed.barcode)
  })
  // A layout effect runs before the effects of the screens, which listen at the same place.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
}

import { useEffect, useEffectEvent, useState } from 'react'
import type { Failure, Result } from '#src/result.ts'
import { isWholePin, pinAfter } from './pin-pad.tsx'

export interface PinEntry {
  readonly pin: string
  readonly setPin: (pin: string) => void
  readonly enter: () => void
  readonly isChecking: boolean
  /** Why the last one was refused; null while a new one is typed. */
  readonly failure: Failure | null
}

interface Options {
  readonly isDisabled: boolean
  readonly submit: (pin: string) => Promise<Result<unknown>>
}

/** A PIN while it is typed, on the screen or a keyboard, and what became of the last one. */
export function usePin({ isDisabled, submit }: Options): PinEntry {
  const [pin, setPin] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isChecking, setIsChecking] = useState(false)

  const type = (next: string) => {
    setPin(next)
    setFailure(null)
  }
  const send = async () => {
    if (isChecking || isDisabled || !isWholePin(pin)) return
    setIsChecking(true)
    const done = await submit(pin)
    setIsChecking(false)
    setPin('')
    setFailure(done.ok ? null : done.error)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isDisabled || isChecking) return
    const next = pinAfter(pin, event.key)
    // A control that was reached with Tab keeps its Enter.
    const enters = event.key === 'Enter' && !isOnControl(event.target)
    if (next === undefined && !enters) return
    event.preventDefault()
    event.stopPropagation()
    if (next !== undefined) type(next)
    else if (!event.repeat) void send()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
  return { pin, setPin: type, enter: () => void send(), isChecking, failure }
}

const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.hasAttribute('data-focus-visible')

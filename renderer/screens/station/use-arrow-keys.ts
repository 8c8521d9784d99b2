import { useEffect } from 'react'
import { useKeys } from '../../components/use-key.ts'

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
}

/** The arrows go through everything that can be pressed, in the order of the screen, and round again. */
export function useArrowKeys(): void {
  useKeys((event) => moveIn('main', event.key))
}

/** The same within a question over the screen, which keeps all other keys to itself. */
export function useArrowKeysInDialog(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (moveIn('[role="dialog"]', event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

/** Whether that was an arrow. */
function moveIn(place: string, key: string): boolean {
  const step = STEPS[key]
  if (step === undefined) return false
  const buttons = [...document.querySelectorAll<HTMLButtonElement>(`${place} button:not([disabled])`)]
  const focused = buttons.findIndex((button) => button.matches(':focus'))
  buttons[placeAfter(focused, step, buttons.length)]?.focus()
  return true
}

/** Where the focus goes next; from nowhere (-1) to the first or the last. */
export function placeAfter(place: number, step: 1 | -1, count: number): number {
  if (place === -1) return step === 1 ? 0 : count - 1
  return (place + step + count) % count
}

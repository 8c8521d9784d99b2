import { useKeys } from '../../components/use-key.ts'
import { deleteDigit, type Entry, emptyEntry, type Limits, typeDigits, typePoint } from './entry.ts'

interface Options {
  readonly entry: Entry
  readonly limits: Limits
  readonly onEntry: (entry: Entry) => void
  readonly onCharge: () => void
}

/** The physical keyboard types the amount, and Enter charges it. */
export function useTyping({ entry, limits, onEntry, onCharge }: Options): void {
  useKeys((event) => {
    if (event.key === 'Enter') return takeEnter(event, onCharge)
    const next = entryAfter(entry, event.key, limits)
    if (next) onEntry(next)
    return next !== undefined
  })
}

/** A control that was reached with Tab keeps its Enter; one that was only touched does not. */
function takeEnter(event: KeyboardEvent, onCharge: () => void): boolean {
  if (event.target instanceof Element && event.target.hasAttribute('data-focus-visible')) return false
  if (!event.repeat) onCharge()
  return true
}

export function entryAfter(entry: Entry, key: string, limits: Limits): Entry | undefined {
  if (/^\d$/.test(key)) return typeDigits(entry, key, limits)
  if (key === '.' || key === ',') return typePoint(entry, limits)
  if (key === 'Backspace') return deleteDigit(entry)
  return key === 'Escape' || key === 'Delete' ? emptyEntry : undefined
}

import type { PrinterCondition } from '#drivers/emulator/printer-state.ts'
import { createListeners } from '#drivers/link/listeners.ts'
import type { CardName } from './cards.ts'

/** Everything that happens around the terminal, as it happens. */
export type WorldEvent =
  | { readonly kind: 'card-placed'; readonly card: CardName }
  | { readonly kind: 'card-removed' }
  /** The card has the SIGN command and works on it. */
  | { readonly kind: 'signing'; readonly card: CardName }
  /** Its answer is on the way to the terminal. */
  | { readonly kind: 'signed'; readonly card: CardName }
  | { readonly kind: 'network'; readonly up: boolean }
  | { readonly kind: 'printer'; readonly paper: PrinterCondition['paper']; readonly coverOpen: boolean }
  /** `index` in the printer's list of receipts. */
  | { readonly kind: 'receipt'; readonly index: number }

export interface WorldEvents {
  emit(event: WorldEvent): void
  /** Returns the function that stops listening. */
  on(listener: (event: WorldEvent) => void): () => void
  /** The next event of a kind; ask before you cause it. */
  next<K extends WorldEvent['kind']>(kind: K, timeoutMs?: number): Promise<Extract<WorldEvent, { kind: K }>>
}

export function createWorldEvents(): WorldEvents {
  const listeners = createListeners<WorldEvent>()
  return {
    emit: listeners.emit,
    on: listeners.add,
    next(kind, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop()
          reject(new Error(`nothing of the kind "${kind}" happened within ${timeoutMs} ms`))
        }, timeoutMs)
        const stop = listeners.add((event) => {
          if (!isOf(event, kind)) return
          clearTimeout(timer)
          stop()
          resolve(event)
        })
      })
    },
  }
}

const isOf = <K extends WorldEvent['kind']>(
  event: WorldEvent,
  kind: K,
): event is Extract<WorldEvent, { kind: K }> => event.kind === kind

import type { EmulatedCard } from './emulated-card.ts'

/** The space in front of the antenna: one card or none. */
export interface Field {
  readonly card: EmulatedCard | undefined
  place(card: EmulatedCard): void
  remove(): void
  /** Tells when a card comes or goes. Returns the function that stops listening. */
  onChange(listener: () => void): () => void
}

export function createField(): Field {
  const listeners = new Set<() => void>()
  let card: EmulatedCard | undefined
  const change = (next: EmulatedCard | undefined) => {
    card = next
    for (const listener of [...listeners]) listener()
  }
  return {
    get card() {
      return card
    },
    place: change,
    remove: () => change(undefined),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

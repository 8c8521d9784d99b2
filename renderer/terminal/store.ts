import type { Snapshot } from '../view.ts'

/** One immutable snapshot and those who watch it: what React's useSyncExternalStore wants. */
export interface Store {
  get(): Snapshot
  set(next: Snapshot): void
  subscribe(listener: () => void): () => void
}

export function createStore(first: Snapshot): Store {
  let snapshot = first
  const listeners = new Set<() => void>()
  return {
    get: () => snapshot,
    set(next) {
      snapshot = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Who wants to hear of something. */
export interface Listeners<T> {
  /** Returns the function that takes the listener off again. */
  add(listener: (value: T) => void): () => void
  emit(value: T): void
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<{ readonly call: (value: T) => void }>()
  return {
    add(call) {
      // Wrapped, so that one function added twice is two listeners.
      const entry = { call }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    emit(value) {
      for (const entry of [...listeners]) entry.call(value)
    },
  }
}

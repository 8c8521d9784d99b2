import { createListeners } from './listeners.ts'

/** The one-way street from open to closed, and whoever wants to know. */
export interface Closing {
  readonly closed: boolean
  /** Calls back once. A listener that comes too late is still told, in a microtask. */
  onClose(listener: () => void): () => void
  /** Marks the wire as gone and tells everybody; later calls do nothing. */
  close(): void
}

export function createClosing(): Closing {
  const listeners = createListeners<undefined>()
  let closed = false
  return {
    get closed() {
      return closed
    },
    onClose(listener) {
      if (!closed) return listeners.add(listener)
      let wanted = true
      queueMicrotask(() => wanted && listener())
      return () => {
        wanted = false
      }
    },
    close() {
      if (closed) return
      closed = true
      listeners.emit(undefined)
    },
  }
}

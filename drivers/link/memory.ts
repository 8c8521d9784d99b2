import type { Link } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import { type Closing, createClosing } from './closing.ts'
import { createListeners, type Listeners } from './listeners.ts'

export interface MemorySettings {
  /** Cuts every write into pieces of at most this many bytes, as a serial line may. Default: whole. */
  readonly chunkSize?: number
}

/**
 * Two links joined in memory: what one end writes, the other hears, in order and never inside the
 * call to `write`, as with a real wire. Closing either end closes both.
 */
export function memoryLinks(settings: MemorySettings = {}): [Link, Link] {
  const chunkSize = settings.chunkSize ?? Number.POSITIVE_INFINITY
  const closing = createClosing()
  const toFirst = createListeners<Uint8Array>()
  const toSecond = createListeners<Uint8Array>()
  return [
    endOf({ closing, inbox: toFirst, outbox: toSecond, chunkSize }),
    endOf({ closing, inbox: toSecond, outbox: toFirst, chunkSize }),
  ]
}

interface End {
  readonly closing: Closing
  readonly inbox: Listeners<Uint8Array>
  readonly outbox: Listeners<Uint8Array>
  readonly chunkSize: number
}

function endOf({ closing, inbox, outbox, chunkSize }: End): Link {
  return {
    async write(bytes) {
      if (closing.closed) return fail('LINK_CLOSED')
      for (const chunk of cut(bytes, chunkSize))
        queueMicrotask(() => {
          if (!closing.closed) outbox.emit(chunk)
        })
      return ok()
    },
    onData: (listener) => inbox.add(listener),
    onClose: (listener) => closing.onClose(listener),
    close: () =>
      new Promise((resolve) => {
        // Behind the bytes that are already on their way.
        queueMicrotask(() => {
          closing.close()
          resolve()
        })
      }),
  }
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

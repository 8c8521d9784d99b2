import { createListeners } from '#drivers/link/listeners.ts'
import type { Link } from '#src/device/link.ts'

/** What the driver wrote, and how many bytes the device answered before the driver wrote again. */
export interface Exchange {
  readonly sent: Uint8Array
  answered: number
}

/** A wire between the driver and its line that remembers what went over it. */
export interface Recorder {
  /** The driver's end. */
  readonly link: Link
  /**
   * The device's end, counted: a driver need not have heard the last byte of an answer, which may
   * mean nothing, when it writes again.
   */
  count(device: Link): Link
  /** Since the last `clear`. */
  readonly exchanges: readonly Exchange[]
  clear(): void
  /** Takes the wire from the driver, which hears nothing until `giveBack`. */
  take(): RawWire
  giveBack(): void
}

export interface RawWire {
  send(bytes: Uint8Array): void
  /** Resolves when so many bytes have been heard since the last call; rejects when they do not come. */
  hear(count: number): Promise<void>
}

/** Far more than any card takes. */
const SILENCE_MS = 10_000

export function recordLink(wire: Link): Recorder {
  const inbox = createListeners<Uint8Array>()
  let exchanges: Exchange[] = []
  let raw: { unread: number; awaited: number; enough: () => void } | undefined

  wire.onData((bytes) => {
    if (!raw) return inbox.emit(bytes)
    raw.unread += bytes.length
    if (raw.unread >= raw.awaited) raw.enough()
  })

  return {
    link: {
      write(bytes) {
        exchanges.push({ sent: bytes.slice(), answered: 0 })
        return wire.write(bytes)
      },
      onData: (listener) => inbox.add(listener),
      onClose: wire.onClose,
      close: wire.close,
    },
    count: (device) => ({
      ...device,
      write(bytes) {
        const last = exchanges.at(-1)
        if (last && !raw) last.answered += bytes.length
        return device.write(bytes)
      },
    }),
    get exchanges() {
      return exchanges
    },
    clear() {
      exchanges = []
    },
    take() {
      const state = { unread: 0, awaited: Number.POSITIVE_INFINITY, enough: () => {} }
      raw = state
      return {
        send: (bytes) => void wire.write(bytes),
        hear: (count) =>
          new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`${state.unread} of ${count} bytes`)), SILENCE_MS)
            const enough = () => {
              clearTimeout(late)
              state.unread -= count
              state.awaited = Number.POSITIVE_INFINITY
              resolve()
            }
            if (state.unread >= count) return enough()
            state.awaited = count
            state.enough = enough
          }),
      }
    },
    giveBack() {
      raw = undefined
    },
  }
}

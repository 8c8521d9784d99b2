import type { Link } from '#src/device/link.ts'
import { ok } from '#src/result.ts'

/** What can be pulled out of the bus and watched from the device's side. */
export interface Pullable extends Watched {
  unplug(): Promise<unknown>
}

interface Watched {
  /** From now on the device hears everything and says nothing: what is asked of it stays open. */
  mute(): void
  /** Resolves when the device next hears something. */
  heard(): Promise<void>
}

/** The device's end of a wire, with a hand on it. */
export function watch(far: Link): Watched & { readonly far: Link } {
  let muted = false
  return {
    far: { ...far, write: async (bytes) => (muted ? ok() : far.write(bytes)) },
    mute() {
      muted = true
    },
    heard: () =>
      new Promise((resolve) => {
        const stop = far.onData(() => {
          stop()
          resolve()
        })
      }),
  }
}

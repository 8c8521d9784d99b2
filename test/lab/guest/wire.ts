import type { LinkPair } from '../../contract/link.contract.ts'

/** What can be pulled out of the bus and watched from the device's side. */
export interface Pullable {
  unplug(): Promise<unknown>
  /** From now on the device hears everything and says nothing: what is asked of it stays open. */
  mute(): void
  /** Resolves when the device next hears something. */
  heard(): Promise<void>
}

export type Wire = LinkPair & Pullable

/** Puts a hand between the emulated device and its end of a wire. */
export function watched({ near, far, unplug }: LinkPair): Wire {
  let muted = false
  return {
    near,
    far: {
      ...far,
      write: async (bytes) => (muted ? { ok: true, value: undefined } : far.write(bytes)),
    },
    unplug,
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

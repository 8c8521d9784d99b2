/** Time as a port: the real clock in the app, a hand-wound one in tests. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Runs `task` once after `ms` milliseconds; call the returned function to cancel it. */
  after(ms: number, task: () => void): () => void
}

/** Milliseconds to the whole seconds that EIP-3009 windows and block times use. */
export const toUnixSeconds = (ms: number): number => Math.floor(ms / 1000)

/** Resolves after `ms` milliseconds of this clock. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve)
  })

import { type Clock, pause } from '#src/time/clock.ts'
import type { Told } from './outcomes.ts'

/** Where outcomes go, and how far they went. */
export interface Outlet {
  /** Resolves with the stream's word that it is kept; a repeat is none. */
  publish(told: Told): Promise<void>
  /** The lane's entry up to which all was published; 0 at first. */
  cursor(): Promise<number>
  setCursor(seq: number): Promise<void>
}

/** Publishes in order what entries mean to terminals, each at least once; repeats have the same ids. */
export interface Outbox {
  /** The outcomes of the entry at `seq`, which comes after all before it. */
  put(seq: number, outcomes: readonly Told[]): void
  /** Up to here all is published, and known to be. */
  published(): number
  close(): void
}

const RETRY_MS = 200

export function createOutbox(outlet: Outlet, start: number, clock: Clock): Outbox {
  const waiting: { readonly seq: number; readonly outcomes: readonly Told[] }[] = []
  let published = start
  let isRunning = false
  let isClosed = false

  /** A broker that is away comes back; whoever has the lane then says the same under the same ids. */
  async function insist(task: () => Promise<void>): Promise<void> {
    while (!isClosed) {
      try {
        return await task()
      } catch {
        await pause(clock, RETRY_MS)
      }
    }
  }

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0 && !isClosed) {
      const now = waiting.splice(0)
      for (const { outcomes } of now)
        await Promise.all(outcomes.map((told) => insist(() => outlet.publish(told))))
      const seq = now.at(-1)?.seq ?? published
      await insist(() => outlet.setCursor(seq))
      if (!isClosed) published = seq
    }
    isRunning = false
  }

  return {
    put(seq, outcomes) {
      if (seq <= start) return
      waiting.push({ seq, outcomes })
      if (!isRunning) void run()
    },
    published: () => published,
    close() {
      isClosed = true
    },
  }
}

import type { ChainHead } from '#src/chain/port.ts'
import type { Batch } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Clock } from '#src/time/clock.ts'

/** Watches how long transactions wait. */
export interface StuckWatch {
  /** Whether it has waited for so many blocks, and so long, that waiting on will not help. */
  isStuck(batch: Batch, head: ChainHead): boolean
}

/** Blocks that had room for it and did not take it. */
const BLOCKS = 3
/** Fast chains make three blocks before a transaction has reached everybody. */
const LEAST_MS = 20_000

/** A clock that was set back must not make it wait for ever. */
export function createStuckWatch(clock: Clock): StuckWatch {
  const firstSeen = new Map<Hex, number>()
  return {
    isStuck({ hash, signedAtBlock }, head) {
      const since = firstSeen.get(hash)
      if (since === undefined) firstSeen.set(hash, clock.now())
      const waited = since === undefined ? 0 : Math.abs(clock.now() - since)
      const isStuck = waited >= LEAST_MS && head.blockNumber - signedAtBlock >= BLOCKS
      // It is asked about one transaction at a time: what went before is decided.
      for (const other of firstSeen.keys()) if (other !== hash) firstSeen.delete(other)
      return isStuck
    },
  }
}

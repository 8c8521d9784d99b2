import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Broadcast, SettlementDeps } from './deps.ts'

/** How long a node may take to show a transaction before its bytes are sent again. */
const REBROADCAST_MS = 15_000

/**
 * Sends a journaled transaction: the same bytes each time, and not more often than a node needs.
 * A clock that was set back must not keep it from being sent.
 */
export function createBroadcast({ ledger, chain, clock }: SettlementDeps): Broadcast {
  const sentAt = new Map<Hex, number>()
  return async (hash: Hex): Promise<Result<undefined>> => {
    const batch = ledger.batch(hash)
    if (!batch) return fail('BATCH_UNKNOWN')
    const before = sentAt.get(hash)
    if (before !== undefined && Math.abs(clock.now() - before) < REBROADCAST_MS) return ok()
    const sent = await chain.broadcast(batch.raw)
    if (sent.ok) sentAt.set(hash, clock.now())
    return sent
  }
}

import type { Hex } from '#src/payment/hex.ts'
import { createBroadcast } from './broadcast.ts'
import type { Broadcast, Followed, Prepared, SettlementDeps } from './deps.ts'
import { followPayments } from './follow.ts'
import { prepareBatch } from './prepare.ts'

/** Turns due payments into batches and follows them until they are final. One call at a time. */
export interface Settlement {
  prepare(ids: readonly Hex[]): Promise<Prepared>
  readonly broadcast: Broadcast
  follow(): Promise<Followed>
}

export function createSettlement(deps: SettlementDeps): Settlement {
  let last: Promise<unknown> = Promise.resolve()
  /** Two calls at once could sign the same payment twice or two batches with one account nonce. */
  function alone<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task)
    last = done.catch(() => undefined)
    return done
  }
  const broadcast = createBroadcast(deps)
  return {
    prepare: (ids) => alone(() => prepareBatch(deps, ids)),
    broadcast: (hash) => alone(() => broadcast(hash)),
    follow: () => alone(() => followPayments(deps, broadcast)),
  }
}

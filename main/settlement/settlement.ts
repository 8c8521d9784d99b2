import type { Hex } from '#src/payment/hex.ts'
import { createBroadcast } from './broadcast.ts'
import type { Broadcast, Followed, Prepared, Reopened, SettlementParts } from './deps.ts'
import { followPayments } from './follow.ts'
import { createGasMeter } from './gas-meter.ts'
import { prepareBatch } from './prepare.ts'
import { reopenPayments } from './reopen.ts'
import { createStuckWatch } from './stuck.ts'
import { createTopUps } from './top-ups.ts'
import { createVoidWatch } from './void-watch.ts'

/** Turns due payments into batches and follows them until they are final. One call at a time. */
export interface Settlement {
  prepare(ids: readonly Hex[]): Promise<Prepared>
  /** Payments refused for lack of funds whose payers are seen to have them now; a few payers are asked about each time. */
  toppedUp(): Promise<Hex[]>
  readonly broadcast: Broadcast
  /** Paused: looks, and neither signs nor sends. */
  follow(paused?: boolean): Promise<Followed>
  /** Has parked payments tried again. */
  reopen(ids: readonly Hex[]): Promise<Reopened>
  /** Gas that a payment has cost lately; undefined before the first batch was mined. */
  gasPerPayment(): bigint | undefined
}

export function createSettlement(parts: SettlementParts): Settlement {
  let last: Promise<unknown> = Promise.resolve()
  /** Two calls at once could sign the same payment twice or two batches with one account nonce. */
  function alone<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task)
    last = done.catch(() => undefined)
    return done
  }
  const deps = { ...parts, gasMeter: createGasMeter() }
  const broadcast = createBroadcast(deps)
  const stuck = createStuckWatch(parts.clock)
  const topUps = createTopUps(parts)
  const voids = createVoidWatch(parts.ledger, parts.clock)
  return {
    prepare: (ids) =>
      alone(async () => {
        const prepared = await prepareBatch(deps, ids)
        if (prepared.ok) topUps.tried(ids)
        return prepared
      }),
    toppedUp: topUps.look,
    broadcast: (hash) => alone(() => broadcast(hash)),
    follow: (paused = false) => alone(() => followPayments(deps, { broadcast, stuck, voids, paused })),
    reopen: (ids) => alone(() => reopenPayments(deps, ids)),
    gasPerPayment: deps.gasMeter.perPayment,
  }
}

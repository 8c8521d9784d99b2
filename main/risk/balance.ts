import type { SettlementChain } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Clock } from '#src/time/clock.ts'

/** What the chain says that a card has, in units; null where it did not say in time. Never rejects. */
export type Balance = Promise<bigint | null>

interface BalanceParts {
  readonly chain: Pick<SettlementChain, 'tokenBalance' | 'endpoints'>
  readonly clock: Clock
  /** 0: it is not asked. */
  readonly timeoutMs: number
}

/** Nobody waits where no node has answered lately: the loop that settles notices when one is back. */
export function askBalance({ chain, clock, timeoutMs }: BalanceParts, card: Address): Balance {
  const isOffline = chain.endpoints().every(({ fault }) => fault !== null)
  if (timeoutMs === 0 || isOffline) return Promise.resolve(null)
  return new Promise((resolve) => {
    const stop = clock.after(timeoutMs, () => resolve(null))
    void chain.tokenBalance(card).then((balance) => {
      stop()
      resolve(balance.ok ? balance.value : null)
    })
  })
}

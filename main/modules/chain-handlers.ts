import type { ChainHead, SettlementChain } from '#src/chain/port.ts'
import type { ChainStatus } from '#src/ipc/contract.ts'
import { ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Handlers } from '../ipc/door.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { Settlement } from '../settlement/settlement.ts'

export interface ChainParts {
  readonly chain: SettlementChain
  readonly settlement: Settlement
  readonly gasKey: Pick<GasKey, 'account'>
  readonly clock: Clock
  /** The chain was reached, and tells the time. */
  readonly onHead: (head: ChainHead) => void
}

type ChainHandlers = Pick<
  Handlers,
  'chain/probe' | 'settlement/prepare' | 'settlement/broadcast' | 'settlement/follow' | 'settlement/reopen'
>

/** What the settling loop asks of the chain. */
export const chainHandlers = (parts: ChainParts): ChainHandlers => ({
  'chain/probe': () => probe(parts),
  'settlement/prepare': ({ ids }) => parts.settlement.prepare(ids),
  'settlement/broadcast': ({ hash }) => parts.settlement.broadcast(hash),
  'settlement/follow': ({ paused }) => parts.settlement.follow(paused),
  'settlement/reopen': ({ ids }) => parts.settlement.reopen(ids),
})

async function probe({ chain, settlement, gasKey, clock, onHead }: ChainParts): Promise<Result<ChainStatus>> {
  const head = await chain.head()
  if (!head.ok) return head
  onHead(head.value)
  const toppedUp = await settlement.toppedUp()
  const seen = { head: head.value, clockAheadBy: clockAheadBy(head.value, clock.now()), toppedUp }
  const account = gasKey.account()
  // A locked key hides its balance, not the network.
  if (!account.ok) return ok({ ...seen, gasPayments: null, gasAccount: null, endpoints: chain.endpoints() })
  const balance = await chain.gasBalance(account.value.address)
  if (!balance.ok) return balance
  return ok({
    ...seen,
    gasPayments: settlesAbout(balance.value, head.value, settlement.gasPerPayment()),
    gasAccount: account.value.address,
    endpoints: chain.endpoints(),
  })
}

/** Gas of one payment in a full batch, rounded up (measured on USDC: 49,800), until this token's is known. */
const GAS_PER_PAYMENT = 50_000n

/** A careful guess: at twice the base fee, up to which a batch is signed. */
export const settlesAbout = (
  balance: bigint,
  { baseFeePerGas }: ChainHead,
  measured = GAS_PER_PAYMENT,
): number => Number(balance / (measured * (2n * baseFeePerGas + 1n)))

/** Seconds that make a difference: payments end days after they were made, and nodes are some seconds off. */
const TOLERATED_S = 300

/**
 * How far the terminal's clock is ahead of the network's, when that is too far. A block from the
 * future is certain; an old one may be the chain's fault, so there the node's own clock is asked.
 */
export function clockAheadBy({ timestamp, nodeTime }: ChainHead, now: number): number | null {
  const network = Math.max(timestamp, Math.round((nodeTime ?? 0) / 1000))
  const ahead = Math.round(now / 1000) - network
  const isAhead = ahead > TOLERATED_S && nodeTime !== null
  return ahead < -TOLERATED_S || isAhead ? ahead : null
}

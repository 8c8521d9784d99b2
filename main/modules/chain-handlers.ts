import type { ChainHead, SettlementChain } from '#src/chain/port.ts'
import { ok } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { Settlement } from '../settlement/settlement.ts'

export interface ChainParts {
  readonly chain: SettlementChain
  readonly settlement: Settlement
  readonly gasKey: Pick<GasKey, 'account'>
}

type ChainHandlers = Pick<
  Handlers,
  'chain/probe' | 'settlement/prepare' | 'settlement/broadcast' | 'settlement/follow'
>

/** Gas of one payment in a full batch, rounded up (measured on USDC: 49,800). */
const GAS_PER_PAYMENT = 50_000n

/** A careful guess: at twice the base fee, up to which a batch is signed. */
export const settlesAbout = (balance: bigint, { baseFeePerGas }: ChainHead): number =>
  Number(balance / (GAS_PER_PAYMENT * (2n * baseFeePerGas + 1n)))

/** What the settling loop asks of the chain. */
export const chainHandlers = ({ chain, settlement, gasKey }: ChainParts): ChainHandlers => ({
  'chain/probe': async () => {
    const head = await chain.head()
    if (!head.ok) return head
    const account = gasKey.account()
    // A locked key hides its balance, not the network.
    if (!account.ok) return ok({ head: head.value, gasPayments: null })
    const balance = await chain.gasBalance(account.value.address)
    if (!balance.ok) return balance
    return ok({ head: head.value, gasPayments: settlesAbout(balance.value, head.value) })
  },
  'settlement/prepare': ({ ids }) => settlement.prepare(ids),
  'settlement/broadcast': ({ hash }) => settlement.broadcast(hash),
  'settlement/follow': () => settlement.follow(),
})

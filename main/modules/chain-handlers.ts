import type { SettlementChain } from '#src/chain/port.ts'
import { ok } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { Settlement } from '../settlement/settlement.ts'

interface ChainParts {
  readonly chain: SettlementChain
  readonly settlement: Settlement
  readonly gasKey: Pick<GasKey, 'account'>
}

type ChainHandlers = Pick<
  Handlers,
  'chain/probe' | 'settlement/prepare' | 'settlement/broadcast' | 'settlement/follow'
>

/** What the settling loop asks of the chain. */
export const chainHandlers = ({ chain, settlement, gasKey }: ChainParts): ChainHandlers => ({
  'chain/probe': async () => {
    const head = await chain.head()
    if (!head.ok) return head
    const account = gasKey.account()
    // A locked key hides its balance, not the network.
    if (!account.ok) return ok({ head: head.value, gasBalance: null })
    const balance = await chain.gasBalance(account.value.address)
    return balance.ok ? ok({ head: head.value, gasBalance: balance.value }) : balance
  },
  'settlement/prepare': ({ ids }) => settlement.prepare(ids),
  'settlement/broadcast': ({ hash }) => settlement.broadcast(hash),
  'settlement/follow': () => settlement.follow(),
})

import type { GasAccount, LanePlace } from '#src/chain/port.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail } from '#src/result.ts'
import { quantitySchema } from './answers.ts'
import { encodeBatch } from './batch.ts'
import { type Fees, feesFor, outbid } from './fees.ts'
import { balanceCall, latestBlockCall, type Read } from './reads.ts'
import type { SettlementChainOptions } from './settlement-chain.ts'
import { feesOf, gasLimitFor, signCall } from './transaction.ts'

export interface Signing {
  readonly read: Read
  readonly options: SettlementChainOptions
  readonly payments: readonly AcceptedPayment[]
  readonly account: GasAccount
  readonly lane: LanePlace
}

/** Gas of a transaction that moves nothing. */
const TRANSFER_GAS = 21_000n
const GWEI = 1_000_000_000n

export async function signBatch({ read, options, payments, account, lane }: Signing) {
  const { domain, multicall, maxFeeGwei } = options
  const block = await read(latestBlockCall)
  if (!block.ok) return block
  const tip = await read({ method: 'eth_maxPriorityFeePerGas', params: [], answer: quantitySchema })
  if (!tip.ok) return tip
  const balance = await read(balanceCall(account.address))
  if (!balance.ok) return balance

  const fees = bid(feesFor(domain.chainId, block.value.baseFeePerGas, tip.value), lane)
  const most = maxFeeGwei === undefined ? undefined : BigInt(maxFeeGwei) * GWEI
  if (most !== undefined && fees.maxFeePerGas > most)
    return fail('FEES_TOO_HIGH', `${fees.maxFeePerGas} wei per gas, at most ${most}`)
  const call = callOf(payments, options, account)
  const cost = call.gasLimit * fees.maxFeePerGas
  if (balance.value < cost) return fail('GAS_TOO_LOW', `${balance.value} wei, the batch may cost ${cost}`)
  return signCall({ chainId: domain.chainId, fees, ...call }, account, lane.accountNonce)

  function bid(fresh: Fees, { replaces }: LanePlace): Fees {
    return replaces === undefined ? fresh : outbid(feesOf(replaces), fresh)
  }

  function callOf(batch: readonly AcceptedPayment[], _: SettlementChainOptions, { address }: GasAccount) {
    if (batch.length === 0) return { to: address, data: '0x' as const, gasLimit: TRANSFER_GAS }
    const data = encodeBatch(domain.verifyingContract, batch)
    return { to: multicall, data, gasLimit: gasLimitFor(batch.length, data) }
  }
}

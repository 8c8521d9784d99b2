import type { BatchItem, Bid, GasAccount, RpcFault, SignedTransaction } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { quantitySchema } from './answers.ts'
import { encodeBatch } from './batch.ts'
import { type Fees, feesFor, outbid } from './fees.ts'
import { batchGas } from './gas.ts'
import { balanceCall, latestBlockCall, type Read } from './reads.ts'
import type { SettlementChainOptions } from './settlement-chain.ts'
import { feesOf, floorGas, signCall } from './transaction.ts'

export interface Signing {
  readonly read: Read
  readonly options: SettlementChainOptions
  readonly items: readonly BatchItem[]
  readonly account: GasAccount
  readonly bid: Bid
}

interface Contents {
  readonly to: Address
  readonly data: Hex
  readonly gasLimit: bigint
  readonly gasNeeded: bigint | null
}

const GWEI = 1_000_000_000n
/** Gas of a transaction that moves nothing. */
const EMPTY_TRANSFER = 21_000n

/** One signed batch; of nothing, an empty transfer to the account itself. */
export async function signBatch(
  signing: Signing,
): Promise<Result<SignedTransaction, RpcFault | 'BATCH_TOO_LARGE' | 'GAS_TOO_LOW' | 'FEES_TOO_HIGH'>> {
  const { options, account, bid, read } = signing
  const [fees, contents, balance] = await Promise.all([
    feesNow(signing),
    contentsOf(signing),
    read(balanceCall(account.address)),
  ])
  if (!fees.ok) return fees
  if (!contents.ok) return contents
  if (!balance.ok) return balance
  const { gasNeeded, ...call } = contents.value
  const cost = call.gasLimit * fees.value.maxFeePerGas
  if (balance.value < cost) return fail('GAS_TOO_LOW', `${balance.value} wei, the batch may cost ${cost}`)
  const signed = signCall(
    { chainId: options.domain.chainId, fees: fees.value, ...call },
    account,
    bid.accountNonce,
  )
  return signed.ok ? ok({ ...signed.value, gasNeeded }) : signed
}

async function feesNow({
  read,
  options: { domain, maxFeeGwei },
  bid,
}: Signing): Promise<Result<Fees, RpcFault | 'FEES_TOO_HIGH'>> {
  const [block, tip] = await Promise.all([
    read(latestBlockCall),
    read({ method: 'eth_maxPriorityFeePerGas', params: [], answer: quantitySchema }),
  ])
  if (!block.ok) return block
  if (!tip.ok) return tip
  const usual = feesFor(domain.chainId, block.value.baseFeePerGas, tip.value)
  const fees = bid.replaces === undefined ? usual : outbid(feesOf(bid.replaces), usual)
  const most = mostPerGas(usual, maxFeeGwei, bid)
  return fees.maxFeePerGas > most
    ? fail('FEES_TOO_HIGH', `${fees.maxFeePerGas} wei per gas, at most ${most}`)
    : ok(fees)
}

/** So many times what is usual never helped a transaction that was not taken for less. */
const MOST_TIMES_USUAL = 10n

/** The configured limit, where time is not up; and no bidding against oneself without end. */
function mostPerGas(usual: Fees, maxFeeGwei: number | undefined, { atAnyFee }: Bid): bigint {
  const sensible = MOST_TIMES_USUAL * usual.maxFeePerGas + 1n
  const configured = maxFeeGwei === undefined || atAnyFee ? sensible : BigInt(maxFeeGwei) * GWEI
  return configured < sensible ? configured : sensible
}

async function contentsOf({
  read,
  options: { domain, multicall },
  items,
  account,
  bid,
}: Signing): Promise<Result<Contents, RpcFault>> {
  if (items.length === 0)
    return ok({ to: account.address, data: '0x', gasLimit: EMPTY_TRANSFER, gasNeeded: null })
  const call = { to: multicall, data: encodeBatch(domain.verifyingContract, items) }
  const known = largest(batchGas(items, bid.gasPerPayment), floorGas(call.data))
  if (bid.gasPerPayment !== undefined) return ok({ ...call, gasLimit: known, gasNeeded: null })
  // The first batch of a start: the token may cost more than the one that we measured. Asked once
  // only, as a node runs a batch some twenty times to find its least gas.
  const need = await read({
    method: 'eth_estimateGas',
    params: [{ from: account.address, ...call }],
    answer: quantitySchema,
  })
  if (!need.ok) return need
  return ok({ ...call, gasLimit: largest(known, (need.value * 5n) / 4n), gasNeeded: need.value })
}

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b)

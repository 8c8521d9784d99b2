import type { ChainHead, GasAccount, RpcFault, SettlementChain } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { bytesSchema, countSchema, quantitySchema } from './answers.ts'
import { decodeResults, encodeBatch } from './batch.ts'
import { createEndpoints, type Endpoints, type IdentityFault } from './endpoints.ts'
import { authorizationFate } from './fate.ts'
import { feesFor } from './fees.ts'
import { identityOf } from './identity.ts'
import { type Call, jsonRpc, type Refusal } from './json-rpc.ts'
import { outcomeOf } from './proofs.ts'
import { balanceCall, blockCall, latestBlockCall, type Read, receiptCall } from './reads.ts'
import { gasLimitFor, signCall } from './transaction.ts'
import { verdictOf } from './verdict.ts'

export interface SettlementChainOptions {
  /** JSON-RPC over HTTP, in order of preference. */
  readonly rpcUrls: readonly string[]
  /** For one whole answer. */
  readonly requestTimeoutMs: number
  readonly domain: TokenDomain
  /** Where Multicall3 lies on this chain. */
  readonly multicall: Address
}

export function createSettlementChain(options: SettlementChainOptions): SettlementChain {
  const { domain, multicall } = options
  const token = domain.verifyingContract
  const asks = options.rpcUrls.map((url) => jsonRpc(url, options.requestTimeoutMs))
  const endpoints = createEndpoints(asks, identityOf(domain))
  const read: Read = async (call) => asRpcFault(await endpoints.read(call))

  return {
    head: () => readHead(endpoints),
    gasBalance: (account) => read(balanceCall(account)),
    minedNonce: (account) =>
      read({ method: 'eth_getTransactionCount', params: [account, 'latest'], answer: countSchema }),

    async dryRun(payments) {
      const call = { to: multicall, data: encodeBatch(token, payments) }
      const data = await read({ method: 'eth_call', params: [call, 'latest'], answer: bytesSchema() })
      if (!data.ok) return data
      const results = decodeResults(data.value, payments.length)
      return results.ok ? ok(results.value.map(verdictOf)) : results
    },

    signBatch: (payments, account, accountNonce) =>
      signBatch({ read, options, payments }, account, accountNonce),

    async broadcast(raw) {
      const sent = asRpcFault(await endpoints.sendOnce(broadcastCall(raw)))
      return sent.ok ? ok() : sent
    },

    async outcome(txHash, payments) {
      const receipt = await read(receiptCall(txHash))
      if (!receipt.ok) return receipt
      return ok(receipt.value ? outcomeOf(receipt.value, token, payments) : undefined)
    },

    fate: (payment, fromBlock) => authorizationFate({ read, token, payment, fromBlock }),

    async blockHashAt(blockNumber) {
      const block = await read(blockCall(blockNumber))
      return block.ok ? ok(block.value?.hash) : block
    },
  }
}

/** Only `head` has words for a wrong node; to everything else its answers are simply not valid. */
function asRpcFault<T>(result: Result<T, RpcFault | IdentityFault>): Result<T, RpcFault> {
  if (result.ok) return result
  const { code, detail } = result.error
  return code === 'CHAIN_WRONG' || code === 'TOKEN_WRONG'
    ? fail('RPC_ANSWER_INVALID', `${code} ${detail ?? ''}`)
    : fail(code, detail)
}

async function readHead(endpoints: Endpoints): Promise<Result<ChainHead, RpcFault | IdentityFault>> {
  const block = await endpoints.read(latestBlockCall)
  if (!block.ok) return block
  const { number, hash, timestamp, baseFeePerGas } = block.value
  return ok({ blockNumber: number, blockHash: hash, timestamp, baseFeePerGas })
}

interface Signing {
  readonly read: Read
  readonly options: SettlementChainOptions
  readonly payments: readonly AcceptedPayment[]
}

async function signBatch({ read, options, payments }: Signing, account: GasAccount, accountNonce: number) {
  const { domain, multicall } = options
  const block = await read(latestBlockCall)
  if (!block.ok) return block
  const tip = await read({ method: 'eth_maxPriorityFeePerGas', params: [], answer: quantitySchema })
  if (!tip.ok) return tip
  const balance = await read(balanceCall(account.address))
  if (!balance.ok) return balance

  const data = encodeBatch(domain.verifyingContract, payments)
  const gasLimit = gasLimitFor(payments.length, data)
  const fees = feesFor(domain.chainId, block.value.baseFeePerGas, tip.value)
  const cost = gasLimit * fees.maxFeePerGas
  if (balance.value < cost) return fail('GAS_TOO_LOW', `${balance.value} wei, the batch may cost ${cost}`)
  return signCall({ chainId: domain.chainId, to: multicall, data, gasLimit, fees }, account, accountNonce)
}

/** How nodes say that they have the transaction, or had it: then its outcome tells, not the node. */
const SEEN_BEFORE = /already ?known|already imported|already exists|known transaction|nonce too low/i

const broadcastCall = (raw: Hex): Call<unknown> => ({
  method: 'eth_sendRawTransaction',
  params: [raw],
  answer: bytesSchema(32),
  whenRefused: ({ code, message }: Refusal) =>
    SEEN_BEFORE.test(message) ? ok(undefined) : fail('RPC_REFUSED', `${code} ${message}`),
})

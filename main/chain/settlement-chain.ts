import type { ChainHead, IdentityFault, RpcFault, SettlementChain } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { bytesSchema, countSchema } from './answers.ts'
import { decodeResults, encodeBatch } from './batch.ts'
import { createEndpoints, type Endpoints } from './endpoints.ts'
import { authorizationFate } from './fate.ts'
import { batchGas } from './gas.ts'
import { identityOf } from './identity.ts'
import { type Call, jsonRpc } from './json-rpc.ts'
import { outcomeOf } from './proofs.ts'
import {
  balanceCall,
  blockCall,
  finalizedBlockCall,
  latestBlockCall,
  type Read,
  receiptCall,
  tokenBalanceCall,
} from './reads.ts'
import { signBatch } from './signing.ts'
import { MOST_GAS } from './transaction.ts'
import { transfersCall, transfersIn, transfersInReceipt } from './transfers.ts'
import { verdictOf } from './verdict.ts'

export interface SettlementChainOptions {
  /** JSON-RPC over HTTP, in order of preference. */
  readonly rpcUrls: readonly string[]
  /** For one whole answer. */
  readonly requestTimeoutMs: number
  readonly domain: TokenDomain
  /** Above this many gwei per gas nothing is signed. */
  readonly maxFeeGwei?: number | undefined
  /** Where Multicall3 lies on this chain. */
  readonly multicall: Address
  readonly clock: Clock
}

/** A probe must notice soon that the network is back, or gone. */
const PROBE_TIMEOUT_MS = 2000

export function createSettlementChain(options: SettlementChainOptions): SettlementChain {
  const { domain, multicall, requestTimeoutMs } = options
  const token = domain.verifyingContract
  const probeTimeoutMs = Math.min(PROBE_TIMEOUT_MS, requestTimeoutMs)
  const nodes = options.rpcUrls.map((url) => jsonRpc(url, requestTimeoutMs))
  const endpoints = createEndpoints(nodes, identityOf(domain, probeTimeoutMs), options.clock)
  const read: Read = async (call) => asRpcFault(await endpoints.read(call))

  return {
    head: () => readHead(endpoints, probeTimeoutMs),
    endpoints: endpoints.health,
    async finalizedHeight() {
      const block = await read(finalizedBlockCall)
      return block.ok ? ok(block.value.number) : block
    },
    gasBalance: (account) => read(balanceCall(account)),
    tokenBalance: (account) => read(tokenBalanceCall(token, account)),
    minedNonce: (account) =>
      read({ method: 'eth_getTransactionCount', params: [account, 'latest'], answer: countSchema }),

    async dryRun(items, gasPerPayment) {
      // With a batch's own gas: who burns that of its neighbours must show here.
      const limit = gasPerPayment === undefined ? MOST_GAS : batchGas(items, gasPerPayment)
      const gas = `0x${limit.toString(16)}`
      const data = await read(dryRunCall({ to: multicall, data: encodeBatch(token, items), gas }))
      if (!data.ok) return data
      if (data.value === null) return ok(items.map(() => 'PAYMENT_REVERTED'))
      const results = decodeResults(data.value, items.length)
      return results.ok ? ok(results.value.map(verdictOf)) : results
    },

    signBatch: (items, account, bid) => signBatch({ read, options, items, account, bid }),

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

    async transfersTo(payee, blocks) {
      const logs = await read(transfersCall({ token, payee }, blocks))
      return logs.ok ? ok(transfersIn(logs.value, { token, payee })) : logs
    },

    async transfersBy(txHash, payee) {
      const receipt = await read(receiptCall(txHash))
      if (!receipt.ok) return receipt
      return ok(receipt.value ? transfersInReceipt(receipt.value, { token, payee }) : undefined)
    },

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

async function readHead(
  endpoints: Endpoints,
  timeoutMs: number,
): Promise<Result<ChainHead, RpcFault | IdentityFault>> {
  const block = await endpoints.read({ ...latestBlockCall, timeoutMs })
  if (!block.ok) return block
  const { number: blockNumber, hash: blockHash, timestamp, baseFeePerGas, gasLimit } = block.value
  return ok({ blockNumber, blockHash, timestamp, baseFeePerGas, gasLimit, nodeTime: endpoints.nodeTime() })
}

/** Null when all gas was burnt: one of the payments did it, and the call does not say which. */
const dryRunCall = (call: { to: Address; data: Hex; gas: string }): Call<Hex | null> => ({
  method: 'eth_call',
  params: [call, 'latest'],
  answer: bytesSchema(),
  whenRefused: ({ message }) => (/out ?of ?gas/i.test(message) ? ok(null) : undefined),
})

/** How nodes say that they have the transaction, or had it: then its outcome tells, not the node. */
const SEEN_BEFORE = /already ?known|already imported|already exists|known transaction|nonce too low/i

const broadcastCall = (raw: Hex): Call<unknown> => ({
  method: 'eth_sendRawTransaction',
  params: [raw],
  answer: bytesSchema(32),
  whenRefused: ({ message }) => (SEEN_BEFORE.test(message) ? ok(undefined) : undefined),
})

import type { Address } from '../payment/address.ts'
import type { Cancellation } from '../payment/cancellation.ts'
import type { Hex } from '../payment/hex.ts'
import type { AcceptedPayment, Proof } from '../payment/record.ts'
import type { Result } from '../result.ts'

/** What can be wrong with the way to the chain; none of it says anything about a payment. */
export type RpcFault =
  | 'RPC_UNREACHABLE'
  | 'RPC_TIMEOUT'
  | 'RPC_ANSWER_INVALID'
  | 'RPC_REFUSED'
  | 'RPC_RATE_LIMITED'
  | 'RPC_CAPTIVE_PORTAL'
  | 'RPC_TLS_FAILED'

/** A node that is not of our chain, or a token that is not ours. */
export type IdentityFault = 'CHAIN_WRONG' | 'TOKEN_WRONG'

/** How one configured node has been doing. */
export interface EndpointHealth {
  /** Host and port only: a URL often holds the operator's key. */
  readonly host: string
  /** How it failed last, null while it works or was never asked. */
  readonly fault: RpcFault | IdentityFault | null
  /** Of its last answers, smoothed; null before the first. */
  readonly latencyMs: number | null
}

/** What the chain would say to one payment. */
export type Verdict =
  | 'PAYER_NO_FUNDS'
  | 'ACCOUNT_BLOCKED'
  | 'TOKEN_PAUSED'
  | 'AUTHORIZATION_EXPIRED'
  | 'AUTHORIZATION_NOT_YET_VALID'
  | 'AUTHORIZATION_SPENT'
  | 'AUTHORIZATION_INVALID'
  | 'PAYMENT_REVERTED'

export interface ChainHead {
  readonly blockNumber: number
  readonly blockHash: Hex
  /** Unix seconds of the latest block. */
  readonly timestamp: number
  /** Wei per gas. */
  readonly baseFeePerGas: bigint
  /** Gas of a whole block. */
  readonly gasLimit: bigint
  /** Unix milliseconds by the node's own clock (the HTTP Date header); null when it did not say. */
  readonly nodeTime: number | null
}

export interface SignedTransaction {
  readonly hash: Hex
  readonly raw: Hex
  /** What the chain said that it needs; null when it was not asked. */
  readonly gasNeeded: bigint | null
}

/** All that the token looks at of a payment. */
export type SignedTransfer = Pick<AcceptedPayment, 'authorization' | 'signature'>

/** What a batch is made of: payments, or cancellations of them. */
export type BatchItem = SignedTransfer | Cancellation

/** One payment's proof in a transaction's logs, or its absence. */
export interface TransactionOutcome {
  readonly blockHash: Hex
  readonly blockNumber: number
  /** By authorization nonce; a payment that is not here was not paid by this transaction. */
  readonly proofs: ReadonlyMap<Hex, Proof>
  readonly gasUsed: bigint
}

/** What became of an authorization, by its own logs and not by any flag. */
export type AuthorizationFate =
  | { readonly kind: 'unused' }
  | { readonly kind: 'paid'; readonly proof: Proof }
  /** Cancelled by the payer, or used for another payee or amount; `proof` is where. */
  | { readonly kind: 'spent'; readonly proof: Proof }

/** A transfer of the token that somebody made to the payee. */
export interface IncomingTransfer {
  readonly payer: Address
  readonly value: bigint
  readonly proof: Proof
}

/** Signs and pays for gas, and can do nothing else with anybody's money. */
export interface GasAccount {
  readonly address: Address
  readonly privateKey: Hex
}

/** How a transaction is to be signed. */
export interface Bid {
  readonly accountNonce: number
  /** The signed bytes of the same nonce that it must outbid. */
  readonly replaces?: Hex
  /** Gas that a payment was measured to cost; without it the chain is asked. */
  readonly gasPerPayment?: bigint
  /** Time is up: whatever the fees are. */
  readonly atAnyFee?: boolean
}

/**
 * All that the terminal asks of a chain. No method repeats a request by itself: only the settling
 * loop tries again, after it has asked what became of the last try.
 */
export interface SettlementChain {
  /** Latest block, after the endpoint has shown the configured chain id and the token its domain. */
  head(): Promise<Result<ChainHead, RpcFault | IdentityFault>>
  /** How the configured nodes have been doing, in order of preference. Asks nobody. */
  endpoints(): readonly EndpointHealth[]
  /** Height of the latest block that can no longer be reorganised, by the chain's own word. */
  finalizedHeight(): Promise<Result<number, RpcFault>>
  /** Wei of the gas account. */
  gasBalance(account: Address): Promise<Result<bigint, RpcFault>>
  /** The account's units of the token. */
  tokenBalance(account: Address): Promise<Result<bigint, RpcFault>>
  /** Transactions of the account that are mined: the next free nonce when none is pending. */
  minedNonce(account: Address): Promise<Result<number, RpcFault>>
  /**
   * Runs the whole batch as one eth_call, in order: one verdict per item, undefined where it
   * would succeed. Only a whole run shows conflicts between the payments of one batch; run with the
   * gas that the batch will have, for payments that were measured to cost so much.
   */
  dryRun(
    items: readonly BatchItem[],
    gasPerPayment?: bigint,
  ): Promise<Result<(Verdict | undefined)[], RpcFault>>
  /**
   * One signed Multicall3 aggregate3 transaction, not sent; of nothing, an empty transfer that
   * only uses up the nonce. Checks the size and gas caps that nodes enforce, and that the account
   * can pay for it.
   */
  signBatch(
    items: readonly BatchItem[],
    account: GasAccount,
    bid: Bid,
  ): Promise<Result<SignedTransaction, RpcFault | 'BATCH_TOO_LARGE' | 'GAS_TOO_LOW' | 'FEES_TOO_HIGH'>>
  /** Sends the bytes once. "Already known" and "nonce too low" are answers, not failures: ask `outcome`. */
  broadcast(raw: Hex): Promise<Result<undefined, RpcFault>>
  /** What a mined transaction did for these payments; undefined while it is not mined. */
  outcome(
    txHash: Hex,
    payments: readonly AcceptedPayment[],
  ): Promise<Result<TransactionOutcome | undefined, RpcFault>>
  /** The fate of one authorization by the logs from `fromBlock` on. */
  fate(payment: AcceptedPayment, fromBlock: number): Promise<Result<AuthorizationFate, RpcFault>>
  /** Every transfer of the token to this account in these blocks, both included, oldest first. Ask for few blocks. */
  transfersTo(
    payee: Address,
    blocks: { readonly from: number; readonly to: number },
  ): Promise<Result<readonly IncomingTransfer[], RpcFault>>
  /** Every transfer of the token to this account by one transaction; undefined while it is not mined. */
  transfersBy(txHash: Hex, payee: Address): Promise<Result<readonly IncomingTransfer[] | undefined, RpcFault>>
  /** The hash of the block at this height now, undefined when there is none. */
  blockHashAt(blockNumber: number): Promise<Result<Hex | undefined, RpcFault>>
}

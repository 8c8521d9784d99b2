import { createHash } from 'node:crypto'
import type { IncomingTransfer, RpcFault, SettlementChain, Verdict } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import type { Cancellation } from '#src/payment/cancellation.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { account } from './accepted.ts'
import type { Conditions } from './token.ts'
import { type FakeBlock, type FakeLog, type FakeTransaction, runBlocks, type World } from './world.ts'

/** A chain in memory with blocks, a mempool and a token, and everything that goes wrong with them. */
export interface FakeChain extends SettlementChain {
  fund(account: Address, units: bigint): void
  block(account: Address): void
  unblock(account: Address): void
  pause(paused: boolean): void
  /** Puts all that the mempool can pay in order into a block, then `more` empty ones on top. */
  mine(more?: number): void
  /** A block with this transaction, which its producer still had though the mempool let go of it. */
  mineSigned(hash: Hex): void
  passTime(seconds: number): void
  /**
   * The last `depth` blocks give way to empty ones. Their transactions are gone, or pending again:
   * nodes do the one and the other.
   */
  reorganise(depth: number, transactions?: 'gone' | 'pending'): void
  /** The mempool forgets everything. */
  forgetPending(): void
  /** Another transaction of the account is mined and takes its nonce. */
  takeNonce(account: Address): void
  /** A plain ERC-20 transfer to the payee, mined at once; returns its transaction. */
  transfer(move: { from: Address; to: Address; value: bigint }): Hex
  payByAnotherHand(payment: AcceptedPayment): void
  spendElsewhere(payment: AcceptedPayment): void
  cancel(payment: AcceptedPayment): void
  goOffline(offline: boolean): void
  /** The next broadcast is accepted, but the connection breaks before the answer. */
  loseNextAnswer(): void
  /** Nodes refuse these bytes until told otherwise, as with a fee below the base fee. */
  refuseBroadcasts(refused: boolean): void
  /** What a block asks per gas from now on: who bid less waits. */
  setBaseFee(perGas: number): void
  /** How many payments of one transaction the gas account can pay for. */
  limitGas(payments: number): void
  /** The most that is bid per gas, but for payments whose time is up. */
  limitFees(perGas: number): void

  balanceOf(account: Address): bigint
  /** How often the chain as it stands pays this authorization to its payee. */
  timesPaid(payment: AcceptedPayment): number
  broadcasts(hash: Hex): number
  signedCount(): number
  /** The account nonces of all transactions that were sent with this payment and may still land. */
  noncesOf(payment: AcceptedPayment): number[]
  /** What the chain looks like now, for those who compare. */
  view(): ChainView
}

/** One transaction that was signed by or through this chain. */
export interface TransactionView {
  readonly transaction: FakeTransaction
  readonly pending: boolean
  /** Blocks from its own to the latest, both included; 0 while it is not mined. */
  readonly depth: number
}

export interface ChainView {
  readonly height: number
  readonly baseFee: number
  readonly answerIsLost: boolean
  readonly accountNonces: ReadonlyMap<Address, number>
  readonly transactions: readonly TransactionView[]
  /** Uses of authorizations, with the depth of their blocks. */
  readonly logs: readonly { readonly log: FakeLog; readonly depth: number }[]
}

export interface FakeChainOptions {
  /** A token that breaks EIP-3009. */
  readonly tokenForgets?: boolean
}

const BLOCK_SECONDS = 12
/** Blocks that the chain may still take back. */
const FINALITY = 2
const STRANGER = account(0x57a9)
const THIEF = account(0xdeaf)

const digest = (...parts: readonly (string | number)[]): Hex =>
  `0x${createHash('sha256').update(parts.join(' ')).digest('hex')}`

const GENESIS: FakeBlock = {
  number: 0,
  hash: digest('genesis'),
  conditions: { timestamp: 1_700_000_000, paused: false, blocked: new Set(), funds: new Map() },
  transactions: [],
}

export function fakeChain({ tokenForgets = false }: FakeChainOptions = {}): FakeChain {
  let funds: ReadonlyMap<Address, bigint> = new Map()
  let blocked: ReadonlySet<Address> = new Set()
  const signed = new Map<Hex, FakeTransaction>()
  const pending = new Map<Hex, FakeTransaction>()
  const broadcastCounts = new Map<Hex, number>()
  let paused = false
  let offline = false
  let answerIsLost = false
  let refused = false
  let baseFee = 1
  let serial = 0
  let skippedSeconds = 0
  let blocks: readonly FakeBlock[] = []
  let affordable = Number.POSITIVE_INFINITY
  let highestBid = Number.POSITIVE_INFINITY
  let seen: { blocks: readonly FakeBlock[]; world: World } | undefined

  /** For looking only: who tries something on the token takes a new one. */
  function world(): World {
    if (seen?.blocks !== blocks) seen = { blocks, world: runBlocks(blocks, tokenForgets) }
    return seen.world
  }
  const tip = (): FakeBlock => blocks.at(-1) ?? GENESIS
  const nonceOf = (owner: Address): number => world().accountNonces.get(owner) ?? 0
  const conditionsAt = (timestamp: number): Conditions => ({ timestamp, paused, blocked, funds })
  const now = (): Conditions => conditionsAt(tip().conditions.timestamp)

  function addBlock(transactions: readonly FakeTransaction[]): void {
    serial += 1
    const { number, hash, conditions } = tip()
    const block = {
      number: number + 1,
      hash: digest(hash, serial),
      conditions: conditionsAt(conditions.timestamp + BLOCK_SECONDS + skippedSeconds),
      transactions,
    }
    skippedSeconds = 0
    blocks = [...blocks, block]
  }

  /** A transaction that somebody else sends, mined at once. */
  function mineForeign(change: Partial<FakeTransaction>): Hex {
    serial += 1
    const owner = change.account ?? STRANGER
    const hash = digest('foreign', serial)
    const accountNonce = nonceOf(owner)
    addBlock([{ hash, account: owner, accountNonce, maxFee: baseFee, transfers: [], cancels: [], ...change }])
    return hash
  }

  function takePayable(): FakeTransaction[] {
    const taken: FakeTransaction[] = []
    const nonces = new Map(world().accountNonces)
    const next = () =>
      [...pending.values()].find(
        (t) => t.accountNonce === (nonces.get(t.account) ?? 0) && t.maxFee >= baseFee,
      )
    for (let found = next(); found; found = next()) {
      taken.push(found)
      nonces.set(found.account, found.accountNonce + 1)
    }
    for (const [hash, t] of pending) if (t.accountNonce < (nonces.get(t.account) ?? 0)) pending.delete(hash)
    return taken
  }

  function receive(transaction: FakeTransaction): Result<undefined, RpcFault> {
    const { hash, account: owner, accountNonce } = transaction
    broadcastCounts.set(hash, (broadcastCounts.get(hash) ?? 0) + 1)
    if (refused) return fail('RPC_REFUSED', 'max fee per gas less than block base fee')
    // "nonce too low" is an answer too: the caller asks for the outcome.
    if (accountNonce < nonceOf(owner)) return ok()
    const rivals = [...pending.values()].filter((t) => t.account === owner && t.accountNonce === accountNonce)
    // As geth has it: a tenth more, or nothing.
    if (rivals.some((t) => t.hash !== hash && transaction.maxFee < t.maxFee * 1.1))
      return fail('RPC_REFUSED', 'replacement transaction underpriced')
    for (const rival of rivals) pending.delete(rival.hash)
    pending.set(hash, transaction)
    if (!answerIsLost) return ok()
    answerIsLost = false
    return fail('RPC_TIMEOUT', 'the answer was lost')
  }

  /** An authorization's transfer is the log behind its own. */
  function incoming(payee: Address): IncomingTransfer[] {
    const { logs, transferLogs } = world()
    const byAuthorization = logs
      .filter(({ transferred }) => transferred)
      .map(({ authorization: { from, to, value }, proof }) => ({
        ...{ from, to, value },
        proof: { ...proof, logIndex: proof.logIndex + 1 },
      }))
    return [...byAuthorization, ...transferLogs]
      .filter(({ to }) => to === payee)
      .map(({ from, value, proof }) => ({ payer: from, value, proof }))
  }

  /** Every question fails in the same way while the network is away. */
  async function ask<T>(answer: () => T): Promise<Result<T, RpcFault>> {
    return offline ? fail('RPC_UNREACHABLE') : ok(answer())
  }

  return {
    head: () =>
      ask(() => ({
        blockNumber: tip().number,
        blockHash: tip().hash,
        timestamp: now().timestamp,
        baseFeePerGas: BigInt(baseFee),
        gasLimit: 60_000_000n,
        nodeTime: null,
      })),
    endpoints: () => [],
    finalizedHeight: () => ask(() => Math.max(0, tip().number - FINALITY)),
    gasBalance: () => ask(() => 10n ** 18n),
    minedNonce: (owner) => ask(() => nonceOf(owner)),
    tokenBalance: (owner) => ask(() => world().token.balanceOf(owner, now())),
    dryRun: (items) =>
      ask(() => {
        const { token } = runBlocks(blocks, tokenForgets)
        return items.map((item): Verdict | undefined => {
          if (!('authorizer' in item)) return token.transfer(item.authorization, now())
          if (paused) return 'TOKEN_PAUSED'
          return token.cancel(cancelledBy(item)) ? undefined : 'AUTHORIZATION_SPENT'
        })
      }),
    async signBatch(items, { address }, { accountNonce, replaces, atAnyFee }) {
      if (offline) return fail('RPC_UNREACHABLE')
      const outbid = (replaces && signed.get(replaces)?.maxFee) ?? 0
      const maxFee = Math.max(2 * baseFee, outbid * 1.125)
      if (maxFee > highestBid && !atAnyFee) return fail('FEES_TOO_HIGH')
      if (items.length > affordable) return fail('GAS_TOO_LOW')
      serial += 1
      const raw = digest('raw', serial)
      const hash = digest(raw)
      const transfers = items.flatMap((item) => ('authorizer' in item ? [] : item.authorization))
      const cancels = items.flatMap((item) => ('authorizer' in item ? cancelledBy(item) : []))
      signed.set(raw, { hash, account: address, accountNonce, maxFee, transfers, cancels })
      return ok({ hash, raw, gasNeeded: null })
    },
    broadcast: async (raw) => {
      const transaction = signed.get(raw)
      if (offline) return fail('RPC_UNREACHABLE')
      return transaction ? receive(transaction) : fail('RPC_REFUSED', 'not a transaction')
    },
    outcome: (txHash, payments) =>
      ask(() => {
        const { minedIn, logs } = world()
        const block = minedIn.get(txHash)
        const paid = payments.flatMap(({ authorization }) =>
          logs.filter((log) => log.proof.txHash === txHash && pays(log, authorization)),
        )
        const proofs = new Map(paid.map(({ authorization, proof }) => [authorization.nonce, proof]))
        return block && { blockHash: block.hash, blockNumber: block.number, proofs, gasUsed: 100_000n }
      }),
    fate: ({ authorization }, fromBlock) =>
      ask(() => {
        const log = world().logs.find(
          ({ authorization: { from, nonce }, proof }) =>
            from === authorization.from && nonce === authorization.nonce && proof.blockNumber >= fromBlock,
        )
        if (!log) return { kind: 'unused' }
        return pays(log, authorization)
          ? { kind: 'paid', proof: log.proof }
          : { kind: 'spent', proof: log.proof }
      }),
    transfersTo: (payee, { from, to }) =>
      ask(() => incoming(payee).filter(({ proof }) => proof.blockNumber >= from && proof.blockNumber <= to)),
    transfersBy: (txHash, payee) =>
      ask(() =>
        world().minedIn.has(txHash)
          ? incoming(payee).filter(({ proof }) => proof.txHash === txHash)
          : undefined,
      ),
    blockHashAt: (blockNumber) => ask(() => [GENESIS, ...blocks][blockNumber]?.hash),

    fund(owner, units) {
      funds = new Map([...funds, [owner, (funds.get(owner) ?? 0n) + units]])
    },
    block(owner) {
      blocked = new Set([...blocked, owner])
    },
    unblock(owner) {
      blocked = new Set([...blocked].filter((other) => other !== owner))
    },
    pause(isPaused) {
      paused = isPaused
    },
    mine(more = 0) {
      addBlock(takePayable())
      for (let i = 0; i < more; i += 1) addBlock([])
    },
    mineSigned(wanted) {
      const found = [...signed.values()].filter(({ hash }) => hash === wanted)
      addBlock(found)
    },
    passTime(seconds) {
      skippedSeconds += seconds
      addBlock([])
    },
    reorganise(depth, transactions = 'gone') {
      const lost = blocks.slice(Math.max(0, blocks.length - depth))
      blocks = blocks.slice(0, blocks.length - lost.length)
      // The wall clock goes on: the new blocks are not older than those they replace.
      for (const { conditions } of lost) {
        skippedSeconds = conditions.timestamp - tip().conditions.timestamp
        addBlock([])
      }
      if (transactions === 'gone') return
      for (const each of lost.flatMap((block) => block.transactions)) pending.set(each.hash, each)
    },
    forgetPending: () => pending.clear(),
    takeNonce: (owner) => void mineForeign({ account: owner }),
    transfer: ({ from, ...move }) => mineForeign({ account: from, moves: [move] }),
    payByAnotherHand: ({ authorization }) => void mineForeign({ transfers: [authorization] }),
    spendElsewhere: ({ authorization }) => void mineForeign({ transfers: [{ ...authorization, to: THIEF }] }),
    cancel: ({ authorization }) => void mineForeign({ cancels: [authorization] }),
    goOffline(isOffline) {
      offline = isOffline
    },
    loseNextAnswer() {
      answerIsLost = true
    },
    refuseBroadcasts(isRefused) {
      refused = isRefused
    },
    setBaseFee(perGas) {
      baseFee = perGas
    },
    limitGas(payments) {
      affordable = payments
    },
    limitFees(perGas) {
      highestBid = perGas
    },

    balanceOf: (owner) => world().token.balanceOf(owner, now()),
    timesPaid: ({ authorization }) => world().logs.filter((log) => pays(log, authorization)).length,
    broadcasts: (hash) => broadcastCounts.get(hash) ?? 0,
    signedCount: () => signed.size,
    noncesOf({ authorization: { nonce } }) {
      const landing = [...signed.values()].filter(
        (t) =>
          broadcastCounts.has(t.hash) &&
          t.accountNonce >= nonceOf(t.account) &&
          t.transfers.some((transfer) => transfer.nonce === nonce),
      )
      return [...new Set(landing.map((t) => t.accountNonce))]
    },
    view() {
      const { accountNonces, minedIn, logs } = world()
      const depthOf = (number: number | undefined) => (number === undefined ? 0 : tip().number - number + 1)
      const all = new Map([...signed.values(), ...pending.values()].map((t) => [t.hash, t]))
      return {
        height: tip().number,
        baseFee,
        answerIsLost,
        accountNonces,
        transactions: [...all.values()].map((transaction) => ({
          transaction,
          pending: pending.has(transaction.hash),
          depth: depthOf(minedIn.get(transaction.hash)?.number),
        })),
        logs: logs.map((log) => ({ log, depth: depthOf(log.proof.blockNumber) })),
      }
    },
  }
}

const pays = ({ authorization: used, transferred }: FakeLog, wanted: Authorization): boolean =>
  transferred &&
  used.from === wanted.from &&
  used.nonce === wanted.nonce &&
  used.to === wanted.to &&
  used.value === wanted.value

/** As much of the authorization as a cancellation says; the token looks at no more. */
const cancelledBy = ({ authorizer: from, nonce }: Cancellation): Authorization => ({
  ...{ from, nonce },
  ...{ to: STRANGER, value: 0n, validAfter: 0, validBefore: 0 },
})

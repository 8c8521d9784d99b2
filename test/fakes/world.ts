import type { Address } from '#src/payment/address.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Proof } from '#src/payment/record.ts'
import { type Conditions, type FakeToken, fakeToken } from './token.ts'

/** A transaction of the fake chain: what it tells the token, in order. */
export interface FakeTransaction {
  readonly hash: Hex
  readonly account: Address
  readonly accountNonce: number
  /** Most it pays per gas. */
  readonly maxFee: number
  readonly transfers: readonly Authorization[]
  readonly cancels: readonly Authorization[]
  /** Plain ERC-20 transfers that its sender makes himself. */
  readonly moves?: readonly Move[]
}

/** What a plain transfer moves, from the account that sends the transaction. */
export interface Move {
  readonly to: Address
  readonly value: bigint
}

/** The Transfer log of a plain transfer. */
export interface FakeTransferLog extends Move {
  readonly from: Address
  readonly proof: Proof
}

export interface FakeBlock {
  readonly number: number
  readonly hash: Hex
  readonly conditions: Conditions
  readonly transactions: readonly FakeTransaction[]
}

/** A log of the token; `transferred` is false for AuthorizationCanceled. */
export interface FakeLog {
  readonly authorization: Authorization
  readonly transferred: boolean
  readonly proof: Proof
}

/** Everything that follows from a chain of blocks. A reorganised chain is simply run again. */
export interface World {
  readonly token: FakeToken
  readonly logs: readonly FakeLog[]
  readonly transferLogs: readonly FakeTransferLog[]
  readonly accountNonces: ReadonlyMap<Address, number>
  readonly minedIn: ReadonlyMap<Hex, FakeBlock>
}

export function runBlocks(blocks: readonly FakeBlock[], tokenForgets = false): World {
  const token = fakeToken(tokenForgets)
  const logs: FakeLog[] = []
  const transferLogs: FakeTransferLog[] = []
  const accountNonces = new Map<Address, number>()
  const minedIn = new Map<Hex, FakeBlock>()
  for (const block of blocks) {
    let logIndex = 0
    const log = (transaction: FakeTransaction, authorization: Authorization, transferred: boolean) => {
      const { hash: blockHash, number: blockNumber } = block
      logs.push({
        authorization,
        transferred,
        proof: { txHash: transaction.hash, blockHash, blockNumber, logIndex },
      })
      logIndex += transferred ? 2 : 1
    }
    for (const transaction of block.transactions) {
      minedIn.set(transaction.hash, block)
      accountNonces.set(transaction.account, transaction.accountNonce + 1)
      for (const authorization of transaction.transfers)
        if (token.transfer(authorization, block.conditions) === undefined)
          log(transaction, authorization, true)
      for (const move of transaction.moves ?? []) {
        const from = transaction.account
        if (!token.move({ from, ...move }, block.conditions)) continue
        const { hash: blockHash, number: blockNumber } = block
        transferLogs.push({
          from,
          ...move,
          proof: { txHash: transaction.hash, blockHash, blockNumber, logIndex },
        })
        logIndex += 1
      }
      for (const authorization of transaction.cancels)
        if (token.cancel(authorization)) log(transaction, authorization, false)
    }
  }
  return { token, logs, transferLogs, accountNonces, minedIn }
}

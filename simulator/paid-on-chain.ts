import { id, zeroPadValue } from 'ethers'
import { z } from 'zod'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { hexSchema } from '#src/payment/record.ts'
import { askNode } from './chain/node.ts'

/** One authorization that the chain says was paid to the merchant. */
export interface PaidOnChain {
  readonly from: Address
  readonly nonce: Hex
  readonly value: bigint
  readonly txHash: Hex
  /** Its block, as JSON-RPC writes numbers. */
  readonly block: string
}

export interface PaidQuestion {
  readonly rpcUrl: string
  readonly token: Address
  readonly merchant: Address
}

const AUTHORIZATION_USED = id('AuthorizationUsed(address,bytes32)')
const TRANSFER = id('Transfer(address,address,uint256)')

/** Blocks whose logs are asked for at once. */
const BLOCKS = 200
const toHex = (block: number): string => `0x${block.toString(16)}`

const word = hexSchema(32)
const quantity = z.string().transform(Number)
const logSchema = z.object({
  topics: z.array(word),
  data: hexSchema(),
  transactionHash: word,
  logIndex: quantity,
  blockNumber: z.string(),
})
type Log = z.output<typeof logSchema>

/**
 * Every payment in the logs of the whole chain, repetitions included: what a bookkeeper with a
 * block explorer would find. Reads the chain by itself, not with the terminal's code, so that the
 * two can be compared.
 */
export async function paidOnChain(question: PaidQuestion): Promise<PaidOnChain[]> {
  const newest = quantity.parse(await askNode(question.rpcUrl, 'eth_blockNumber'))
  const paid: PaidOnChain[] = []
  for (let block = 0; block <= newest; block += BLOCKS)
    for (const each of await paidWithin(question, block)) paid.push(each)
  return paid
}

/** In so many blocks; a payment's two logs are always in one. */
async function paidWithin({ rpcUrl, token, merchant }: PaidQuestion, block: number): Promise<PaidOnChain[]> {
  const filter = { address: token, fromBlock: toHex(block), toBlock: toHex(block + BLOCKS - 1) }
  const logs = z.array(logSchema).parse(await askNode(rpcUrl, 'eth_getLogs', filter))
  const toMerchant = zeroPadValue(merchant, 32)
  return logs.flatMap((log, i) => {
    const next = logs[i + 1]
    return next && paysFor(log, next, toMerchant) ? [paid(log, next)] : []
  })
}

const paysFor = (used: Log, transfer: Log, toMerchant: string): boolean =>
  used.topics[0] === AUTHORIZATION_USED &&
  transfer.topics[0] === TRANSFER &&
  transfer.transactionHash === used.transactionHash &&
  transfer.logIndex === used.logIndex + 1 &&
  transfer.topics[1] === used.topics[1] &&
  transfer.topics[2] === toMerchant

const paid = (used: Log, transfer: Log): PaidOnChain => ({
  from: `0x${(used.topics[1] ?? '').slice(-40)}`,
  nonce: word.parse(used.topics[2]),
  value: BigInt(transfer.data),
  txHash: used.transactionHash,
  block: used.blockNumber,
})

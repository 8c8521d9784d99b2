import { id as hashOf, zeroPadValue } from 'ethers'
import { describe, expect, it } from 'vitest'
import { transfersCall, transfersIn, transfersInReceipt } from '#main/chain/transfers.ts'
import type { Hex } from '#src/payment/hex.ts'
import { account, id, MERCHANT, TOKEN } from '../../fakes/accepted.ts'

const of = { token: TOKEN, payee: MERCHANT }
const TRANSFER = hashOf('Transfer(address,address,uint256)') as Hex
const topic = (address: Hex) => zeroPadValue(address, 32) as Hex
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

const log = {
  address: TOKEN,
  topics: [TRANSFER, topic(account(7)), topic(MERCHANT)],
  data: word(4_270_734n),
  logIndex: 3,
  transactionHash: id(9),
  blockHash: id(8),
  blockNumber: 6,
}
const proof = { txHash: id(9), blockHash: id(8), blockNumber: 6, logIndex: 3 }

it('asks for transfers of the token to the payee, from whomever, in a bounded range', () => {
  expect(transfersCall(of, { from: 10, to: 31 })).toMatchObject({
    method: 'eth_getLogs',
    params: [
      { address: TOKEN, topics: [TRANSFER, null, topic(MERCHANT)], fromBlock: '0xa', toBlock: '0x1f' },
    ],
  })
})

describe('what counts as a transfer', () => {
  it('names payer, amount and place', () => {
    expect(transfersIn([log], of)).toEqual([{ payer: account(7), value: 4_270_734n, proof }])
  })

  it.each([
    ['another contract', { address: account(1) }],
    [
      'another event',
      { topics: [hashOf('Approval(address,address,uint256)') as Hex, ...log.topics.slice(1)] },
    ],
    ['another receiver', { topics: [TRANSFER, topic(account(7)), topic(account(8))] }],
    ['no receiver', { topics: [TRANSFER, topic(account(7))] }],
    ['a payer that is no address', { topics: [TRANSFER, `0x${'ff'.repeat(32)}` as Hex, topic(MERCHANT)] }],
    ['an amount that is no number', { data: '0x' as Hex }],
    ['an amount and more', { data: `${word(1n)}00` as Hex }],
  ])('is not a log of %s, whatever was searched for', (_what, change) => {
    expect(transfersIn([{ ...log, ...change }], of)).toEqual([])
  })

  it('is found in a transaction’s receipt, at the receipt’s block', () => {
    const { blockHash, blockNumber, ...plain } = log
    const receipt = { transactionHash: id(9), blockHash, blockNumber, gasUsed: 1n, logs: [plain] }
    expect(transfersInReceipt(receipt, of)).toEqual([{ payer: account(7), value: 4_270_734n, proof }])
  })
})

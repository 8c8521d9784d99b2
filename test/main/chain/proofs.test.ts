import { id as topicHash } from 'ethers'
import { expect, it } from 'vitest'
import type { Log } from '#main/chain/answers.ts'
import { outcomeOf } from '#main/chain/proofs.ts'
import type { Hex } from '#src/payment/hex.ts'
import { acceptedPayment, account, id, MERCHANT, TOKEN } from '../../fakes/accepted.ts'

const payment = acceptedPayment(1)
const { from, nonce, value } = payment.authorization
const TX = id(900)
const BLOCK = id(901)

const topic = (name: string): Hex => `0x${topicHash(name).slice(2)}`
const wide = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`
const word = (units: bigint): Hex => `0x${units.toString(16).padStart(64, '0')}`
const log = (logIndex: number, topics: Hex[], data: Hex = '0x', address: Hex = TOKEN): Log => ({
  address,
  topics,
  data,
  logIndex,
  transactionHash: TX,
})
const used = (at: number, by: Hex = from, of: Hex = nonce) =>
  log(at, [topic('AuthorizationUsed(address,bytes32)'), wide(by), of])
const transfer = (at: number, change: { by?: Hex; to?: Hex; units?: bigint; token?: Hex } = {}) =>
  log(
    at,
    [topic('Transfer(address,address,uint256)'), wide(change.by ?? from), wide(change.to ?? MERCHANT)],
    word(change.units ?? value),
    change.token ?? TOKEN,
  )
const proofsIn = (...logs: Log[]) =>
  outcomeOf({ transactionHash: TX, blockHash: BLOCK, blockNumber: 5, gasUsed: 91_876n, logs }, TOKEN, [
    payment,
  ]).proofs

it('proves a payment by the pair of its logs', () => {
  expect(proofsIn(used(7), transfer(8)).get(nonce)).toEqual({
    txHash: TX,
    blockHash: BLOCK,
    blockNumber: 5,
    logIndex: 7,
  })
})

it.each([
  ['no log at all', []],
  ['the use alone', [used(7)]],
  ['the transfer alone', [transfer(8)]],
  ['the transfer before the use', [transfer(6), used(7)]],
  ['a log between the two', [used(7), transfer(9)]],
  ['a transfer to somebody else', [used(7), transfer(8, { to: account(99) })]],
  ['a transfer by somebody else', [used(7), transfer(8, { by: account(99) })]],
  ['another amount', [used(7), transfer(8, { units: value - 1n })]],
  ['a transfer of another token', [used(7), transfer(8, { token: account(98) })]],
  ['a use by another token', [{ ...used(7), address: account(98) }, transfer(8)]],
  ['another payer with the same nonce', [used(7, account(99)), transfer(8)]],
  ['another nonce', [used(7, from, id(77)), transfer(8)]],
  [
    'a cancellation',
    [log(7, [topic('AuthorizationCanceled(address,bytes32)'), wide(from), nonce]), transfer(8)],
  ],
])('does not take %s for a proof', (_, logs) => {
  expect(proofsIn(...logs).size).toBe(0)
})

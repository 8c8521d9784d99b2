import { describe, expect, it } from 'vitest'
import type { Log } from '#main/chain/answers.ts'
import { authorizationFate } from '#main/chain/fate.ts'
import type { Read } from '#main/chain/reads.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment, id, TOKEN } from '../../fakes/accepted.ts'

const payment = acceptedPayment(1)
const { from, nonce } = payment.authorization
/** keccak256 of AuthorizationUsed(address,bytes32) and of AuthorizationCanceled(address,bytes32). */
const USED = '0x98de503528ee59b575ef0c0a2576a82497bfc029a5685b209e9ec333479b10a5'
const CANCELED = '0x1cdd46ff242716cdaa72d159d339a485b3438398348d68f09d7c8c0a59353d81'

const ACCEPTED = Math.floor(payment.acceptedAt / 1000)
const DAY = 86_400
const SECONDS_PER_BLOCK = 2

interface Chain {
  /** The height of the latest block. */
  readonly head: number
  /** How old the payment was when that block came; a week when it is left out. */
  readonly days?: number
  /** Where the authorization was cancelled. */
  readonly ended?: number
  /** The most blocks that a search may span. */
  readonly widest?: number
  readonly refusal?: { readonly code: number; readonly message: string }
}

const timeOf = (height: number, { head, days = 7 }: Chain) =>
  ACCEPTED + days * DAY - (head - height) * SECONDS_PER_BLOCK

const log = (topic: Hex): Log => ({
  address: TOKEN,
  topics: [topic, `0x${from.slice(2).padStart(64, '0')}`, nonce],
  data: '0x',
  logIndex: 0,
  transactionHash: id(9),
})

/** A chain as JSON-RPC shows it, with a node that limits the range of a search. */
function fakeChain(chain: Chain) {
  const { head, ended, widest = Number.POSITIVE_INFINITY } = chain
  const refusal = chain.refusal ?? { code: -32_602, message: `range exceeds limit of ${widest}` }
  const pages: [number, number][] = []
  const heightOf = (tag: unknown) => (tag === 'latest' ? head : Number(tag))
  const read: Read = async (call) => {
    const [param] = call.params
    if (call.method === 'eth_getBlockByNumber') {
      const height = heightOf(param)
      return ok(
        call.answer.parse({
          number: `0x${height.toString(16)}`,
          hash: id(height),
          timestamp: `0x${timeOf(height, chain).toString(16)}`,
          baseFeePerGas: '0x1',
          gasLimit: '0x1',
        }),
      )
    }
    if (call.method !== 'eth_getLogs') throw new Error(`${call.method} is not to be asked`)
    const { fromBlock, toBlock } = Object(param)
    const [first, last] = [heightOf(fromBlock), heightOf(toBlock)]
    pages.push([first, last])
    if (first > head || last - first + 1 > widest)
      return call.whenRefused?.(refusal) ?? fail('RPC_REFUSED', refusal.message)
    const found = ended !== undefined && first <= ended && ended <= last
    const logs = found
      ? [{ ...log(CANCELED), logIndex: '0x0', blockHash: id(ended), blockNumber: `0x${ended.toString(16)}` }]
      : []
    return ok(call.answer.parse(logs))
  }
  return { pages, fate: (fromBlock = 0) => authorizationFate({ read, token: TOKEN, payment, fromBlock }) }
}

describe('a search of logs', () => {
  it('is one question where the node takes it', async () => {
    const { pages, fate } = fakeChain({ head: 900_000, ended: 400_000 })
    expect(await fate(123)).toMatchObject(ok({ kind: 'spent' }))
    expect(pages).toEqual([[123, 900_000]])
  })

  it('goes page by page where it does not, the newest first', async () => {
    const { pages, fate } = fakeChain({ head: 900_000, ended: 885_000, widest: 10_000 })
    expect(await fate()).toMatchObject(ok({ kind: 'spent' }))
    expect(pages).toEqual([
      [0, 900_000],
      [890_001, 900_000],
      [880_001, 890_000],
    ])
  })

  it('halves the page until the node takes it, and stays with that', async () => {
    const { pages, fate } = fakeChain({ head: 900_000, ended: 897_000, widest: 2500 })
    expect(await fate()).toMatchObject(ok({ kind: 'spent' }))
    expect(pages.slice(1)).toEqual([
      [890_001, 900_000],
      [895_001, 900_000],
      [897_501, 900_000],
      [895_001, 897_500],
    ])
  })

  it('goes back to a day before the payment was accepted, and no block further', async () => {
    const { pages, fate } = fakeChain({ head: 900_000, widest: 10_000 })
    expect(await fate()).toEqual(ok({ kind: 'unused' }))
    // Eight days of a block every two seconds.
    expect(pages.at(-1)?.[0]).toBe(900_000 - (8 * DAY) / SECONDS_PER_BLOCK)
  })

  it('finds an end in the very first block of that day', async () => {
    const ended = 900_000 - (8 * DAY) / SECONDS_PER_BLOCK
    expect(await fakeChain({ head: 900_000, ended, widest: 10_000 }).fate()).toMatchObject(
      ok({ kind: 'spent' }),
    )
  })

  it('goes back to the block it was told, where that is later, and covers every block once', async () => {
    const { pages, fate } = fakeChain({ head: 900_000, widest: 10_000 })
    expect(await fate(865_432)).toEqual(ok({ kind: 'unused' }))
    expect(pages.slice(1).map(([first, last]) => last - first + 1)).toEqual([10_000, 10_000, 10_000, 4569])
    expect(pages.at(-1)?.[0]).toBe(865_432)
  })

  it('gives the refusal back when not even a hundred blocks are taken', async () => {
    const refusal = { code: -32_600, message: 'up to a 10 block range' }
    const { pages, fate } = fakeChain({ head: 900_000, widest: 10, refusal })
    expect(await fate()).toMatchObject({ error: { code: 'RPC_REFUSED' } })
    expect(pages.slice(1).map(([first, last]) => last - first + 1)).toEqual([
      10_000, 5000, 2500, 1250, 625, 312, 156, 100,
    ])
  })

  it('gives the refusal back after two hundred pages', async () => {
    const { pages, fate } = fakeChain({ head: 900_000, widest: 200 })
    expect(await fate()).toMatchObject({ error: { code: 'RPC_REFUSED' } })
    expect(pages).toHaveLength(1 + 200)
  })

  it.each([
    [-32_005, 'query returned more than 10000 results'],
    [-32_005, 'limit exceeded'],
    [-32_602, 'invalid params'],
    [-32_602, 'block range extends beyond current head block'],
    [-32_614, 'eth_getLogs is limited to a 10,000 range'],
    [-32_000, 'exceed maximum block range: 5000'],
    [-32_000, 'requested too many blocks from 0 to 900000, maximum is set to 2048'],
    [-32_000, 'Log response size exceeded'],
  ])('takes %i "%s" for a range that is too wide', async (code, message) => {
    const { fate } = fakeChain({ head: 900_000, ended: 899_999, widest: 5000, refusal: { code, message } })
    expect(await fate()).toMatchObject(ok({ kind: 'spent' }))
  })

  it.each([
    [-32_005, 'daily request count exceeded, request rate limited'],
    [-32_601, 'the method does not exist'],
    [-32_000, 'header not found'],
  ])('does not take %i "%s" for one', async (code, message) => {
    const { pages, fate } = fakeChain({ head: 900_000, widest: 5000, refusal: { code, message } })
    expect(await fate()).toMatchObject({ error: { code: 'RPC_REFUSED' } })
    expect(pages).toHaveLength(1)
  })

  it('does not believe an acceptance in the future: it goes back as far as it was told', async () => {
    const { fate } = fakeChain({ head: 30_000, ended: 5, widest: 10_000, days: -10 })
    expect(await fate()).toMatchObject(ok({ kind: 'spent' }))
  })

  it('says nothing for a node that is behind the block where the search begins', async () => {
    const { fate } = fakeChain({ head: 900 })
    expect(await fate(1000)).toMatchObject({ error: { code: 'RPC_REFUSED' } })
  })
})

it('does not answer for a log whose transaction has gone in between', async () => {
  const read: Read = async (call) =>
    ok(
      call.answer.parse(
        call.method === 'eth_getLogs'
          ? [{ ...log(USED), logIndex: '0x0', blockHash: id(7), blockNumber: '0x7' }]
          : null,
      ),
    )
  const fate = await authorizationFate({ read, token: TOKEN, payment, fromBlock: 0 })
  expect(fate).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
})

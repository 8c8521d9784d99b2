import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, describe, expect, it } from 'vitest'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { domainSeparator } from '#src/payment/authorization.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'
import { type RpcRequest, type RpcServer, startRpcServer, withError, withResult } from './rpc-server.ts'

const { domain } = acceptedPayment(1)
const BLOCK = { number: '0x5', hash: id(5), timestamp: '0x6553f100', baseFeePerGas: '0x1' }

/** What a healthy node of the right chain answers; a test changes single answers. */
const HEALTHY: Readonly<Record<string, unknown>> = {
  eth_chainId: '0x7a69',
  eth_call: `0x${bytesToHex(domainSeparator(domain))}`,
  eth_getBlockByNumber: BLOCK,
  eth_getTransactionCount: '0x3',
  eth_getBalance: '0x64',
  eth_sendRawTransaction: id(77),
}

const servers: RpcServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())))

type Answers = Record<string, unknown>

async function node(answers: Answers = {}, error: { code: number; message: string } | undefined = undefined) {
  const all: Answers = { ...HEALTHY, ...answers }
  const answer = (request: RpcRequest) =>
    request.method in all && all[request.method] !== undefined
      ? withResult(request, all[request.method])
      : withError(request, error?.code ?? -32_601, error?.message ?? 'no such method')
  const server = await startRpcServer((request, response) => response.end(answer(request)))
  servers.push(server)
  return server
}

const chainOf = (...nodes: RpcServer[]) =>
  createSettlementChain({
    rpcUrls: nodes.map(({ url }) => url),
    requestTimeoutMs: 2000,
    domain,
    multicall: account(0xca11),
  })

describe('who a node is', () => {
  it('is asked once, before the first question, and not again', async () => {
    const server = await node()
    const chain = chainOf(server)
    expect(await chain.head()).toEqual({
      ok: true,
      value: { blockNumber: 5, blockHash: id(5), timestamp: 1_700_000_000, baseFeePerGas: 1n },
    })
    await chain.head()
    const seen = ['eth_chainId', 'eth_call', 'eth_getBlockByNumber', 'eth_getBlockByNumber']
    expect(server.asked).toEqual(seen)
  })

  it('is asked again after it failed', async () => {
    const server = await node({ eth_getBalance: 'nonsense' })
    const chain = chainOf(server)
    await chain.gasBalance(account(1))
    await chain.head()
    expect(server.asked.filter((method) => method === 'eth_chainId')).toHaveLength(2)
  })

  it('is wrong when the chain is another', async () => {
    const chain = chainOf(await node({ eth_chainId: '0x1' }))
    expect(await chain.head()).toMatchObject({ error: { code: 'CHAIN_WRONG' } })
    expect(await chain.minedNonce(account(1))).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
  })

  it.each([
    ['has another domain', { eth_call: id(1) }],
    ['has no code', { eth_call: '0x' }],
    ['reverts', { eth_call: undefined }],
  ])('is wrong when the token there %s', async (_, answers) => {
    const chain = chainOf(await node(answers, { code: 3, message: 'execution reverted' }))
    expect(await chain.head()).toMatchObject({ error: { code: 'TOKEN_WRONG' } })
  })
})

describe('a broadcast', () => {
  it('never goes to a node of another chain', async () => {
    const wrong = await node({ eth_chainId: '0x1' })
    expect(await chainOf(wrong).broadcast('0x02')).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
    expect(wrong.asked).toEqual(['eth_chainId'])
  })

  it('goes to one node only, even when that node gives nonsense back', async () => {
    const [first, second] = [await node({ eth_sendRawTransaction: 'nonsense' }), await node()]
    const sent = await chainOf(first, second).broadcast('0x02')
    expect(sent).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
    expect(first.asked.at(-1)).toBe('eth_sendRawTransaction')
    expect(second.asked).toEqual([])
  })

  it('passes over a node that is not there', async () => {
    const [gone, second] = [await node(), await node()]
    await gone.stop()
    expect(await chainOf(gone, second).broadcast('0x02')).toEqual({ ok: true, value: undefined })
    expect(second.asked.at(-1)).toBe('eth_sendRawTransaction')
  })

  /** geth, anvil, Nethermind, Erigon. */
  it.each(['already known', 'transaction already imported', 'AlreadyKnown', 'nonce too low'])(
    'is well when the node says "%s"',
    async (message) => {
      const server = await node({ eth_sendRawTransaction: undefined }, { code: -32_000, message })
      expect(await chainOf(server).broadcast('0x02')).toEqual({ ok: true, value: undefined })
    },
  )

  it('is refused for any other reason', async () => {
    const message = 'replacement transaction underpriced'
    const server = await node({ eth_sendRawTransaction: undefined }, { code: -32_000, message })
    expect(await chainOf(server).broadcast('0x02')).toMatchObject({ error: { code: 'RPC_REFUSED' } })
  })
})

describe('reads', () => {
  it('go to the next node, and stay with the one that answers', async () => {
    const [first, second] = [await node({ eth_getBalance: undefined }), await node()]
    const chain = chainOf(first, second)
    expect(await chain.gasBalance(account(1))).toEqual({ ok: true, value: 100n })
    const asked = first.asked.length
    expect(await chain.minedNonce(account(1))).toEqual({ ok: true, value: 3 })
    expect(first.asked).toHaveLength(asked)
  })

  it('name the node of the wrong chain, rather than the one that may come back', async () => {
    const [wrong, gone] = [await node({ eth_chainId: '0x1' }), await node()]
    await gone.stop()
    expect(await chainOf(wrong, gone).head()).toMatchObject({ error: { code: 'CHAIN_WRONG' } })
  })

  it.each([
    ['a receipt without logs', { eth_getTransactionReceipt: { blockHash: id(1), blockNumber: '0x1' } }],
    ['a receipt that is a word', { eth_getTransactionReceipt: 'pending' }],
  ])('do not take %s for an outcome', async (_, answers) => {
    const chain = chainOf(await node(answers))
    expect(await chain.outcome(id(77), [])).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
  })

  it('do not take an account without a batch contract for a dry run', async () => {
    const chain = chainOf(await node())
    expect(await chain.dryRun([acceptedPayment(1)])).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
  })

  it('do not answer for a log whose transaction has gone in between', async () => {
    const { authorization } = acceptedPayment(1)
    const used = '0x98de503528ee59b575ef0c0a2576a82497bfc029a5685b209e9ec333479b10a5'
    const topics = [used, `0x${authorization.from.slice(2).padStart(64, '0')}`, authorization.nonce]
    const log = {
      address: domain.verifyingContract,
      topics,
      data: '0x',
      logIndex: '0x0',
      transactionHash: id(9),
    }
    const chain = chainOf(await node({ eth_getLogs: [log], eth_getTransactionReceipt: null }))
    expect(await chain.fate(acceptedPayment(1), 0)).toMatchObject({ error: { code: 'RPC_ANSWER_INVALID' } })
  })
})

import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { domainSeparator } from '#src/payment/authorization.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'
import {
  type RpcAnswer,
  type RpcRequest,
  type RpcServer,
  startRpcServer,
  withError,
  withResult,
} from './rpc-server.ts'

const { domain } = acceptedPayment(1)
const BLOCK = {
  number: '0x5',
  hash: id(5),
  timestamp: '0x6553f100',
  baseFeePerGas: '0x1',
  gasLimit: '0x1c9c380',
}

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

/** The example of RFC 9110, section 5.6.7. */
const DATE = 'Sun, 06 Nov 1994 08:49:37 GMT'

async function server(answer: RpcAnswer): Promise<RpcServer> {
  const started = await startRpcServer(answer)
  servers.push(started)
  return started
}

const answerOf = (
  request: RpcRequest,
  answers: Answers = {},
  error: { code: number; message: string } = { code: -32_601, message: 'no such method' },
): string => {
  const result = { ...HEALTHY, ...answers }[request.method]
  return result === undefined ? withError(request, error.code, error.message) : withResult(request, result)
}

const node = (answers?: Answers, error?: { code: number; message: string }) =>
  server((request, response) => response.setHeader('date', DATE).end(answerOf(request, answers, error)))

const optionsOf = (...nodes: RpcServer[]) => ({
  rpcUrls: nodes.map(({ url }) => url),
  requestTimeoutMs: 2000,
  domain,
  multicall: account(0xca11),
  clock: systemClock,
})
const chainOf = (...nodes: RpcServer[]) => createSettlementChain(optionsOf(...nodes))

describe('who a node is', () => {
  it('is asked once, before the first question, and not again', async () => {
    const server = await node()
    const chain = chainOf(server)
    expect(await chain.head()).toEqual({
      ok: true,
      value: {
        blockNumber: 5,
        blockHash: id(5),
        timestamp: 1_700_000_000,
        baseFeePerGas: 1n,
        gasLimit: 30_000_000n,
        nodeTime: Date.UTC(1994, 10, 6, 8, 49, 37),
      },
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

it('probes for two seconds, however long other questions may take', async () => {
  const silent = await server(() => undefined)
  const chain = createSettlementChain({ ...optionsOf(silent), requestTimeoutMs: 60_000 })
  const detail = expect.stringContaining('within 2000 ms')
  expect(await chain.head()).toMatchObject({ error: { code: 'RPC_TIMEOUT', detail } })
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

  it('is sent once when its answer never comes, and to no other node', async () => {
    const silent = (request: RpcRequest) => request.method === 'eth_sendRawTransaction'
    const first = await server((request, response) => {
      if (!silent(request)) response.end(answerOf(request))
    })
    const second = await node()
    const chain = createSettlementChain({ ...optionsOf(first, second), requestTimeoutMs: 300 })
    expect(await chain.broadcast('0x02')).toMatchObject({ error: { code: 'RPC_TIMEOUT' } })
    expect(first.asked.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1)
    expect(second.asked).toEqual([])
  })

  it('is sent once when the connection breaks before its answer', async () => {
    const first = await server((request, response, socket) => {
      if (request.method === 'eth_sendRawTransaction') socket.destroy()
      else response.end(answerOf(request))
    })
    const second = await node()
    const chain = chainOf(first, second)
    await chain.head()
    expect(await chain.broadcast('0x02')).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
    expect(first.asked.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1)
    expect(second.asked).toEqual([])
  })

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

  it('do not wait for a slow node where another one answers', async () => {
    const answers: (() => void)[] = []
    const slow = await server((request, response) => {
      const answer = () => response.end(answerOf(request, { eth_getBalance: '0x1' }))
      if (request.method === 'eth_getBalance') answers.push(answer)
      else answer()
    })
    const chain = chainOf(slow, await node())
    await chain.head()
    expect(await chain.gasBalance(account(1))).toEqual({ ok: true, value: 100n })
    for (const answer of answers) answer()
    expect(answers).toHaveLength(1)
    expect(await chain.gasBalance(account(1))).toEqual({ ok: true, value: 100n })
    expect(slow.asked.filter((method) => method === 'eth_getBalance')).toHaveLength(1)
  })
})

describe('health', () => {
  it('shows host and port of each node, its fault and its latency, and no key', async () => {
    const portal = await server((_, response) =>
      response.writeHead(302, { location: 'http://portal/' }).end(),
    )
    const well = await node()
    const options = optionsOf(portal, well)
    const rpcUrls = options.rpcUrls.map((url) => `${url}/v3/secret-key`)
    const chain = createSettlementChain({ ...options, rpcUrls })
    expect(await chain.head()).toMatchObject({ ok: true })
    expect(chain.endpoints()).toEqual([
      { host: new URL(portal.url).host, fault: 'RPC_CAPTIVE_PORTAL', latencyMs: null },
      { host: new URL(well.url).host, fault: null, latencyMs: expect.any(Number) },
    ])
  })
})

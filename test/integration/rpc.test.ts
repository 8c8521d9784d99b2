import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { type RpcGate, startRpcGate } from '#simulator/chain/rpc-gate.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3, type TestToken } from '#simulator/chain/token.ts'
import type { AcceptedPayment, Proof } from '#src/payment/record.ts'
import type { Result } from '#src/result.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'
import { type RpcServer, startRpcServer, withError, withResult } from '../main/chain/rpc-server.ts'

const GAS = accountOf(TEST_GAS_KEY)

let anvil: Anvil
let token: TestToken
let lastReceipt = 0

beforeAll(async () => {
  anvil = await startAnvil()
  token = await deployToken(anvil.rpcUrl)
  await askNode(anvil.rpcUrl, 'evm_setAutomine', false)
})
afterAll(() => anvil?.stop())

const chainOf = (...rpcUrls: string[]) =>
  createSettlementChain({
    rpcUrls,
    requestTimeoutMs: 2000,
    domain: token.domain,
    multicall: MULTICALL3,
    clock: systemClock,
  })

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`${result.error.code}: ${result.error.detail}`)
}

const mine = (blocks: number, secondsPerBlock: number) =>
  askNode(anvil.rpcUrl, 'anvil_mine', `0x${blocks.toString(16)}`, `0x${secondsPerBlock.toString(16)}`)

const timeOf = async (height: number): Promise<number> =>
  Number(
    Object(await askNode(anvil.rpcUrl, 'eth_getBlockByNumber', `0x${height.toString(16)}`, false)).timestamp,
  )

const height = async () => Number(await askNode(anvil.rpcUrl, 'eth_blockNumber'))

/** A payment that was accepted at the time of the latest block. */
async function acceptedNow(): Promise<AcceptedPayment> {
  lastReceipt += 1
  const key = testKey(lastReceipt)
  const payment = signedPayment({ key, to: TEST_PAYEE, domain: token.domain, receiptNumber: lastReceipt })
  await token.fund(payment.authorization.from, payment.authorization.value)
  return { ...payment, acceptedAt: (await timeOf(await height())) * 1000 }
}

async function settle(payment: AcceptedPayment): Promise<Proof> {
  const chain = chainOf(anvil.rpcUrl)
  const accountNonce = value(await chain.minedNonce(GAS.address))
  const { hash, raw } = value(await chain.signBatch([payment], GAS, { accountNonce }))
  value(await chain.broadcast(raw))
  await mine(1, 1)
  const proof = value(await chain.outcome(hash, [payment]))?.proofs.get(payment.authorization.nonce)
  if (!proof) throw new Error('not paid')
  return proof
}

describe('a node that searches only so many blocks', () => {
  interface LimitedNode extends RpcServer {
    /** First and last block of every search that it took. */
    readonly searched: readonly (readonly [number, number])[]
  }

  async function limitedNode(mostBlocks: number): Promise<LimitedNode> {
    const searched: [number, number][] = []
    const server = await startRpcServer(async (request, response) => {
      const { method, params } = request
      if (method === 'eth_getLogs') {
        const { fromBlock, toBlock } = Object(params[0])
        const [first, last] = [Number(fromBlock), toBlock === 'latest' ? await height() : Number(toBlock)]
        const blocks = last - first + 1
        if (blocks > mostBlocks) {
          response.end(withError(request, -32_602, `range ${blocks} exceeds limit of ${mostBlocks}`))
          return
        }
        searched.push([first, last])
      }
      response.end(withResult(request, await askNode(anvil.rpcUrl, method, ...params)))
    })
    return { ...server, searched }
  }

  it('shows the same fate as one that searches all', async () => {
    const payment = await acceptedNow()
    const proof = await settle(payment)
    const unpaid = await acceptedNow()
    await mine(400, 2)
    const node = await limitedNode(120)
    expect(value(await chainOf(anvil.rpcUrl).fate(payment, 0))).toEqual({ kind: 'paid', proof })
    expect(value(await chainOf(node.url).fate(payment, 0))).toEqual({ kind: 'paid', proof })
    expect(value(await chainOf(node.url).fate(unpaid, 0))).toEqual({ kind: 'unused' })
    await node.stop()
  })

  it('is not asked about blocks of more than a day before the payment', async () => {
    await mine(400, 600)
    const payment = await acceptedNow()
    await mine(10, 60)
    const node = await limitedNode(120)
    expect(value(await chainOf(node.url).fate(payment, 0))).toEqual({ kind: 'unused' })
    const lowest = Math.min(...node.searched.map(([first]) => first))
    const dayBefore = payment.acceptedAt / 1000 - 86_400
    expect(await timeOf(lowest)).toBeGreaterThanOrEqual(dayBefore)
    expect(await timeOf(lowest - 1)).toBeLessThan(dayBefore)
    await node.stop()
  })

  it('is passed over for one that searches all', async () => {
    const payment = await acceptedNow()
    const proof = await settle(payment)
    const node = await limitedNode(10)
    expect(value(await chainOf(node.url, anvil.rpcUrl).fate(payment, 0))).toEqual({ kind: 'paid', proof })
    expect(node.searched).toEqual([])
    await node.stop()
  })
})

describe('a network that comes and goes', () => {
  let gate: RpcGate
  let spare: RpcGate
  beforeAll(async () => {
    gate = await startRpcGate(anvil.rpcUrl)
    spare = await startRpcGate(anvil.rpcUrl)
  })
  afterAll(async () => {
    await gate?.stop()
    await spare?.stop()
  })

  it.each<[string, string, () => unknown, () => unknown]>([
    ['a pulled cable', 'RPC_UNREACHABLE', () => gate.cut(), () => gate.restore()],
    ['a node that fell silent', 'RPC_TIMEOUT', () => gate.hang(), () => gate.behave()],
    ['a login page', 'RPC_CAPTIVE_PORTAL', () => gate.answerHtml(), () => gate.behave()],
    ['lost answers', 'RPC_UNREACHABLE', () => gate.loseAnswers(), () => gate.behave()],
  ])('is named and, after %s, found again by the first probe', async (_, code, breaks, mends) => {
    const chain = chainOf(gate.rpcUrl)
    const { host } = new URL(gate.rpcUrl)
    value(await chain.head())
    await breaks()
    expect(await chain.head()).toMatchObject({ error: { code } })
    expect(chain.endpoints()).toEqual([{ host, fault: code, latencyMs: expect.any(Number) }])
    await mends()
    value(await chain.head())
    expect(chain.endpoints()).toEqual([{ host, fault: null, latencyMs: expect.any(Number) }])
  })

  it('names a node that turned into one of another chain, once it was away', async () => {
    const chain = chainOf(gate.rpcUrl)
    value(await chain.head())
    await gate.cut()
    expect(await chain.head()).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
    await gate.restore()
    gate.claimChain(1)
    expect(await chain.head()).toMatchObject({ error: { code: 'CHAIN_WRONG' } })
    gate.behave()
    value(await chain.head())
  })

  it('is bridged by the second node while the first is silent', async () => {
    const chain = chainOf(gate.rpcUrl, spare.rpcUrl)
    const before = value(await chain.head())
    gate.hang()
    expect(value(await chain.head()).blockHash).toBe(before.blockHash)
    expect(spare.calls('eth_getBlockByNumber')).toBe(1)
    gate.behave()
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Wallet } from 'ethers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountOf } from '#main/chain/account.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { type RpcGate, startRpcGate } from '#simulator/chain/rpc-gate.ts'
import { PROXY_ADMIN, TEST_KEYS, TEST_PAYEE, TOKEN_OWNER } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3 } from '#simulator/chain/token.ts'

let anvil: Anvil
let gate: RpcGate
beforeAll(async () => {
  anvil = await startAnvil()
  gate = await startRpcGate(anvil.rpcUrl)
})
afterAll(async () => {
  await gate?.stop()
  await anvil?.stop()
})

it('holds the accounts of the published mnemonic', async () => {
  const addresses = TEST_KEYS.map((key) => accountOf(key).address)
  expect(await askNode(anvil.rpcUrl, 'eth_accounts')).toEqual(addresses)
  expect([addresses[1], addresses[2], addresses[3]]).toEqual([TOKEN_OWNER, PROXY_ADMIN, TEST_PAYEE])
})

it('deploys the real token and gives money to whom it is told', async () => {
  const token = await deployToken(anvil.rpcUrl)
  await token.fund(TEST_PAYEE, 12_340_000n)
  expect(await token.balanceOf(TEST_PAYEE)).toBe(12_340_000n)
  expect(String(await askNode(anvil.rpcUrl, 'eth_getCode', MULTICALL3, 'latest'))).toHaveLength(2 + 2 * 3808)
})

it('deploys on a chain that makes blocks by the clock, too', async () => {
  const slow = await startAnvil({ blockTime: 3600, chainId: 31_338 })
  const token = await deployToken(slow.rpcUrl)
  await token.fund(TEST_PAYEE, 1n)
  expect(await token.balanceOf(TEST_PAYEE)).toBe(1n)
  expect(token.domain.chainId).toBe(31_338)
  await slow.stop()
  await expect(fetch(slow.rpcUrl)).rejects.toThrow('fetch failed')
})

it('ends with the process that started it, even when that is killed', async () => {
  const script = `
    const { startAnvil } = await import('#simulator/chain/anvil.ts')
    process.stdout.write((await startAnvil()).rpcUrl)`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const owner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [printed] = await once(owner.stdout, 'data')
  const rpcUrl = String(printed)
  expect(await askNode(rpcUrl, 'eth_chainId')).toBe('0x7a69')
  owner.kill('SIGKILL')
  await expect.poll(() => askNode(rpcUrl, 'eth_chainId').catch(() => 'gone'), { timeout: 5000 }).toBe('gone')
})

it('can be cut and restored on the same address', async () => {
  expect(await askNode(gate.rpcUrl, 'eth_chainId')).toBe('0x7a69')
  await gate.cut()
  await expect(askNode(gate.rpcUrl, 'eth_chainId')).rejects.toThrow('fetch failed')
  await gate.restore()
  expect(await askNode(gate.rpcUrl, 'eth_chainId')).toBe('0x7a69')
})

it('tears down a request that hangs when it is cut', async () => {
  gate.hang()
  const before = gate.calls('eth_chainId')
  const hanging = askNode(gate.rpcUrl, 'eth_chainId')
  await expect.poll(() => gate.calls('eth_chainId')).toBe(before + 1)
  await gate.cut()
  await expect(hanging).rejects.toThrow('fetch failed')
  await gate.restore()
  gate.behave()
})

it('can show a page, another chain, and lose an answer', async () => {
  gate.answerHtml()
  await expect(askNode(gate.rpcUrl, 'eth_chainId')).rejects.toThrow(SyntaxError)
  gate.claimChain(1)
  expect(await askNode(gate.rpcUrl, 'eth_chainId')).toBe('0x1')
  gate.loseAnswers()
  const height = await askNode(anvil.rpcUrl, 'eth_blockNumber')
  await expect(askNode(gate.rpcUrl, 'evm_mine')).rejects.toThrow('fetch failed')
  expect(await askNode(anvil.rpcUrl, 'eth_blockNumber')).toBe(`0x${(Number(height) + 1).toString(16)}`)
  gate.behave()
})

const requestSomething = () =>
  fetch(gate.rpcUrl, {
    method: 'POST',
    body: '{"jsonrpc":"2.0","id":7,"method":"eth_blockNumber","params":[]}',
  })

it('can hold every request back for a while', async () => {
  const before = performance.now()
  gate.slow(300)
  expect(await askNode(gate.rpcUrl, 'eth_chainId')).toBe('0x7a69')
  gate.behave()
  expect(performance.now() - before).toBeGreaterThanOrEqual(299)
})

it('can say that it was asked too often', async () => {
  gate.rateLimit()
  const answer = await requestSomething()
  expect(answer.status).toBe(429)
  expect(await answer.json()).toMatchObject({ id: 7, error: { code: -32005 } })
  gate.behave()
})

it('can refuse everything with an error, and passes nothing on', async () => {
  gate.refuse({ code: -32603, message: 'internal error' })
  const height = await askNode(anvil.rpcUrl, 'eth_blockNumber')
  await expect(askNode(gate.rpcUrl, 'evm_mine')).rejects.toThrow('internal error')
  expect(await askNode(anvil.rpcUrl, 'eth_blockNumber')).toBe(height)
  gate.behave()
})

/** A transfer of nothing to itself, signed: `n` is its account nonce. */
async function signedTransaction(n: number): Promise<string> {
  const wallet = new Wallet(TEST_KEYS[9])
  return wallet.signTransaction({
    to: wallet.address,
    chainId: 31_337,
    type: 2,
    nonce: n,
    gasLimit: 21_000,
    maxFeePerGas: 10n ** 11n,
    maxPriorityFeePerGas: 1n,
  })
}

it('can keep from the sender that the chain took its transaction, or say that it did not', async () => {
  const { address } = new Wallet(TEST_KEYS[9])
  const sent = () => askNode(anvil.rpcUrl, 'eth_getTransactionCount', address, 'latest')
  gate.loseBroadcastAnswers()
  const send = async (n: number) => askNode(gate.rpcUrl, 'eth_sendRawTransaction', await signedTransaction(n))
  await expect(send(0)).rejects.toThrow('fetch failed')
  expect(await sent()).toBe('0x1')
  expect(await askNode(gate.rpcUrl, 'eth_chainId')).toBe('0x7a69')

  gate.errorAfterAccept({ code: -32000, message: 'overloaded' })
  await expect(send(1)).rejects.toThrow('overloaded')
  expect(await sent()).toBe('0x2')
  expect(await askNode(gate.rpcUrl, 'eth_chainId')).toBe('0x7a69')
  gate.behave()
})

it('tells what it is asked for, and outlives whoever hangs up in the middle of a request', async () => {
  const heard: string[] = []
  const stop = gate.onRequest((method) => heard.push(method))
  await askNode(gate.rpcUrl, 'eth_chainId')
  stop()
  await askNode(gate.rpcUrl, 'eth_blockNumber')
  expect(heard).toEqual(['eth_chainId'])

  const socket = connect(Number(new URL(gate.rpcUrl).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write('POST / HTTP/1.1\r\nHost: gate\r\nContent-Length: 100\r\n\r\n{"jsonrpc"')
  socket.destroy()
  await once(socket, 'close')
  expect(await askNode(gate.rpcUrl, 'eth_chainId')).toBe('0x7a69')
})

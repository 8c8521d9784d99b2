import { spawn } from 'node:child_process'
import { once } from 'node:events'
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

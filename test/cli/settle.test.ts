import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { accountOf } from '#main/chain/account.ts'
import { writeRescueFile } from '#main/rescue/file.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3, type TestToken } from '#simulator/chain/token.ts'
import { paidOnChain } from '#simulator/paid-on-chain.ts'
import { until } from '#simulator/until.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'
import { must } from '../fakes/wires.ts'

const PASSPHRASE = 'correct horse battery'
const ROOT = join(import.meta.dirname, '../..')

// Each run is a process that is translated first.
vi.setConfig({ testTimeout: 120_000 })

let anvil: Anvil
let token: TestToken
let lastReceipt = 0

beforeAll(async () => {
  anvil = await startAnvil()
  token = await deployToken(anvil.rpcUrl)
})
afterAll(() => anvil?.stop())

async function payments(count: number, funded = true): Promise<AcceptedPayment[]> {
  const made = Array.from({ length: count }, () => {
    lastReceipt += 1
    const key = testKey(lastReceipt)
    return signedPayment({ key, to: TEST_PAYEE, domain: token.domain, receiptNumber: lastReceipt })
  })
  if (funded) for (const { authorization } of made) await token.fund(authorization.from, authorization.value)
  return made
}

async function rescueFile(waiting: AcceptedPayment[]): Promise<string> {
  const path = join(emptyFolder(), 'queue.rescue')
  const content = {
    ...{ terminalId: 'apple-2', shop: 'Apple Street', exportedAt: Date.now(), batches: [] },
    ...{ payee: TEST_PAYEE, domain: token.domain, multicall: MULTICALL3, payments: waiting },
  }
  must(await writeRescueFile(path, content, { account: accountOf(TEST_GAS_KEY), passphrase: PASSPHRASE }))
  return path
}

/** The program itself, as scripts/settle.mjs starts it. */
const start = (file: string, more: string[] = [], passphrase = PASSPHRASE): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'cli/settle.ts',
      file,
      '--rpc',
      anvil.rpcUrl,
      '--test-key',
      '--confirmations',
      '1',
      ...more,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, TAPSYR_RESCUE_PASSPHRASE: passphrase, TAPSYR_TEST_KEY: TEST_GAS_KEY },
    },
  )

async function end(child: ChildProcess) {
  if (!child.stdout || !child.stderr) throw new Error('its output is not piped')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, stdout, stderr }
}

const timesPaid = async (made: readonly AcceptedPayment[]) => {
  const where = { rpcUrl: anvil.rpcUrl, token: token.domain.verifyingContract, merchant: TEST_PAYEE }
  const paid = await paidOnChain(where)
  return made.map(({ authorization }) => paid.filter(({ nonce }) => nonce === authorization.nonce).length)
}

const sentByGasAccount = () =>
  askNode(anvil.rpcUrl, 'eth_getTransactionCount', accountOf(TEST_GAS_KEY).address, 'latest')

test('settles a file, says so line by line, and finds nothing to do the second time', async () => {
  const made = await payments(2)
  const file = await rescueFile(made)
  const json = `${file}.json`
  const first = await end(start(file, ['--json', json]))
  expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/2 settled 2\.00 USDC\n$/) })
  for (const { receipt } of made)
    expect(first.stdout).toMatch(new RegExp(`^${receipt}  1\\.00 USDC  settled  block \\d+, 0x`, 'm'))
  expect(first.stderr).toContain('signatures: native')
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ terminalId: 'apple-2', done: true })
  expect(existsSync(`${file}.lock`)).toBe(false)

  const sent = await sentByGasAccount()
  expect(await end(start(file))).toMatchObject({ code: 0, stdout: first.stdout })
  expect(await sentByGasAccount()).toBe(sent)
  expect(await timesPaid(made)).toEqual([1, 1])
})

test('killed with its transaction under way, it goes on at the next call and pays each once', async () => {
  const made = await payments(2)
  const file = await rescueFile(made)
  await askNode(anvil.rpcUrl, 'evm_setAutomine', false)
  const killed = start(file)
  await until('its transaction waits in the pool', () => pendingCount().then((n) => n > 0 || undefined), {
    timeoutMs: 60_000,
  })
  killed.kill('SIGKILL')
  await once(killed, 'close')
  const lines = readdirSync(`${file}.journal`).map((name) =>
    readFileSync(join(`${file}.journal`, name), 'utf8'),
  )
  expect(lines.join('')).toContain('"submitted"')

  const next = end(start(file))
  await askNode(anvil.rpcUrl, 'evm_mine')
  await askNode(anvil.rpcUrl, 'evm_setAutomine', true)
  expect(await next).toMatchObject({ code: 0 })
  expect(await timesPaid(made)).toEqual([1, 1])
})

async function pendingCount(): Promise<number> {
  const status: unknown = await askNode(anvil.rpcUrl, 'txpool_status')
  return typeof status === 'object' && status !== null && 'pending' in status ? Number(status.pending) : 0
}

test('a payer without money leaves something that could still be paid', async () => {
  const made = [...(await payments(1)), ...(await payments(1, false))]
  const { code, stdout } = await end(start(await rescueFile(made)))
  expect(code).toBe(1)
  expect(stdout).toMatch(/refused {2}The customer’s account does not hold enough\.$/m)
  expect(await timesPaid(made)).toEqual([1, 0])
})

test('with the wrong passphrase it does not begin', async () => {
  const file = await rescueFile(await payments(1))
  const { code, stdout, stderr } = await end(start(file, [], 'another one'))
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('PASSPHRASE_WRONG')
  expect(existsSync(`${file}.journal`)).toBe(false)
})

test('a journal of another merchant’s file with this name is left alone', async () => {
  const [first] = await payments(1)
  if (!first) throw new Error('a payment')
  const file = await rescueFile([first])
  await end(start(file))
  const payee = accountOf(testKey(5)).address
  const foreign = signedPayment({ key: testKey(1), to: payee, domain: token.domain, receiptNumber: 99_999 })
  const content = {
    ...{ terminalId: 'pear-1', shop: 'Pear Street', exportedAt: Date.now(), batches: [] },
    ...{ payee, domain: token.domain, multicall: MULTICALL3, payments: [foreign] },
  }
  must(await writeRescueFile(file, content, { account: accountOf(TEST_GAS_KEY), passphrase: PASSPHRASE }))
  const { code, stderr } = await end(start(file))
  expect(code).toBe(2)
  expect(stderr).toContain('RESCUE_OTHER_MERCHANT')
})

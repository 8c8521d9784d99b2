import { join } from 'node:path'
import { ContractFactory } from 'ethers'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { openLedger } from '#main/ledger/ledger.ts'
import type { SettlementPolicy } from '#main/settlement/deps.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { walletArtifact } from '#simulator/chain/artifacts.ts'
import { askNode } from '#simulator/chain/node.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3, type TestToken } from '#simulator/chain/token.ts'
import type { Address } from '#src/payment/address.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { ok } from '#src/result.ts'
import { fakeClock } from '../fakes/clock.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { addressOfKey, signedPayment, testKey } from '../fakes/payment.ts'

const GAS = accountOf(TEST_GAS_KEY)
const GWEI = 1_000_000_000n

let anvil: Anvil
let token: TestToken
let lastReceipt = 0

beforeAll(async () => {
  anvil = await startAnvil()
  token = await deployToken(anvil.rpcUrl)
  await ask('evm_setAutomine', false)
})
afterAll(() => anvil?.stop())

const ask = (method: string, ...params: unknown[]) => askNode(anvil.rpcUrl, method, ...params)
const mine = (blocks = 1) => ask('anvil_mine', blocks)
const hexOf = (value: bigint) => `0x${value.toString(16)}`

/** The engine as main puts it together, on the chain, with a clock that the test turns. */
async function openTill(policy: Partial<SettlementPolicy> = {}) {
  const clock = fakeClock()
  const ledger = await openLedger(join(emptyFolder(), 'journal'), {
    clock,
    randomBytes: (n) => new Uint8Array(n).fill(7),
    log: () => undefined,
  })
  if (!ledger.ok) throw new Error(ledger.error.detail)
  onTestFinished(ledger.value.close)
  const chain = createSettlementChain({
    rpcUrls: [anvil.rpcUrl],
    requestTimeoutMs: 5000,
    domain: token.domain,
    multicall: MULTICALL3,
    clock: systemClock,
  })
  const settlement = createSettlement({
    ledger: ledger.value,
    chain,
    gasAccount: () => ok(GAS),
    policy: { confirmations: 2, finality: 'confirmations', alarmMs: 86_400_000, ...policy },
    clock,
  })
  const stateOf = ({ authorization }: AcceptedPayment) => ledger.value.payment(authorization.nonce)?.state
  return {
    clock,
    settlement,
    ledger: ledger.value,
    statesOf: (payments: readonly AcceptedPayment[]) => payments.map(stateOf),
    async accept(...payments: AcceptedPayment[]) {
      for (const payment of payments) await ledger.value.record({ type: 'accepted', payment })
    },
    async submit(payments: readonly AcceptedPayment[]) {
      const prepared = await settlement.prepare(payments.map(({ authorization }) => authorization.nonce))
      if (!prepared.ok || prepared.value.hash === null) throw new Error(JSON.stringify(prepared))
      await settlement.broadcast(prepared.value.hash)
      return prepared.value.hash
    },
  }
}

async function funded(change: Partial<AcceptedPayment['authorization']> = {}): Promise<AcceptedPayment> {
  lastReceipt += 1
  const payment = signedPayment({
    key: testKey(lastReceipt),
    to: TEST_PAYEE,
    domain: token.domain,
    receiptNumber: lastReceipt,
    authorization: change,
  })
  await token.fund(payment.authorization.from, payment.authorization.value)
  return payment
}

it('outbids its own transaction when fees rise above it, and pays once', async () => {
  const till = await openTill()
  const payments = [await funded(), await funded()]
  const before = await token.balanceOf(TEST_PAYEE)
  await till.accept(...payments)
  const first = await till.submit(payments)

  await ask('anvil_setNextBlockBaseFeePerGas', hexOf(50n * GWEI))
  await mine(3)
  await till.settlement.follow()
  expect(await ask('eth_getTransactionReceipt', first)).toBeNull()
  await till.clock.advance(30_000)
  await till.settlement.follow()
  const attempts = till.ledger.batches()
  expect(attempts).toHaveLength(2)
  expect(new Set(attempts.map(({ accountNonce }) => accountNonce)).size).toBe(1)
  expect(attempts[0]?.hash).toBe(first)

  await mine(3)
  await till.settlement.follow()
  expect(till.statesOf(payments)).toEqual(['settled', 'settled'])
  expect(await token.balanceOf(TEST_PAYEE)).toBe(before + 2_000_000n)
  expect(await ask('eth_getTransactionReceipt', first)).toBeNull()
})

it('settles when the chain itself says that a block is final', async () => {
  const till = await openTill({ finality: 'finalized' })
  const payment = await funded()
  await till.accept(payment)
  await till.submit([payment])
  await mine()
  await till.settlement.follow()
  expect(till.statesOf([payment])).toEqual(['confirmed'])
  // Anvil calls a block final when two epochs of 32 blocks lie on it, as Ethereum does.
  await mine(70)
  await till.settlement.follow()
  expect(till.statesOf([payment])).toEqual(['settled'])
})

it('settles a refused payment when its payer has topped up, and names it only then', async () => {
  const till = await openTill()
  const { domain } = token
  const payment = signedPayment({ key: testKey(910), to: TEST_PAYEE, domain, receiptNumber: 910 })
  const { from, value, nonce } = payment.authorization
  await till.accept(payment)
  await till.settlement.prepare([nonce])
  expect(till.ledger.payment(nonce)).toMatchObject({ state: 'refused', refusal: 'PAYER_NO_FUNDS' })
  expect(await till.settlement.toppedUp()).toEqual([])

  await token.fund(from, value)
  expect(await till.settlement.toppedUp()).toEqual([nonce])
  await till.submit([payment])
  expect(await till.settlement.toppedUp()).toEqual([])
  await mine(2)
  await till.settlement.follow()
  expect(till.statesOf([payment])).toEqual(['settled'])
})

/** A contract wallet (ERC-1271) of Circle's own tests. */
async function deployWallet(name: string, owner: Address): Promise<Address> {
  const { abi, bytecode } = walletArtifact(name)
  const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(owner)
  const hash = await ask('eth_sendTransaction', { from: GAS.address, data, gas: hexOf(1_000_000n) })
  await mine()
  const receipt = await ask('eth_getTransactionReceipt', hash)
  return String((receipt as { contractAddress: string }).contractAddress).toLowerCase() as Address
}

it('settles payments of contract wallets, whatever their signatures look like', async () => {
  const till = await openTill()
  const key = testKey(900)
  const owned = await deployWallet('MockERC1271Wallet', addressOfKey(key))
  const byOwner = await funded({ from: owned })
  const signed = signedPayment({
    key,
    to: TEST_PAYEE,
    domain: token.domain,
    receiptNumber: byOwner.receiptNumber,
    authorization: { from: owned },
  })
  const open = await deployWallet('MockERC1271WalletWithCustomValidation', GAS.address)
  await ask('eth_sendTransaction', {
    from: GAS.address,
    to: open,
    // setSignatureValid(true)
    data: `0x19fe6ce2${'1'.padStart(64, '0')}`,
    gas: hexOf(100_000n),
  })
  await mine()
  const long = { ...(await funded({ from: open })), signature: `0x${'5a'.repeat(97)}` as const }
  const card = await funded()
  const payments = [signed, long, card]
  const before = await token.balanceOf(TEST_PAYEE)
  await till.accept(...payments)
  await till.submit(payments)
  await mine(3)
  await till.settlement.follow()
  expect(till.statesOf(payments)).toEqual(['settled', 'settled', 'settled'])
  expect(await token.balanceOf(TEST_PAYEE)).toBe(before + 3_000_000n)
})

it('settles the ones that end first, alone, when the account can pay for no more', async () => {
  const till = await openTill()
  const later = [await funded(), await funded(), await funded()]
  const soon = await funded({ validBefore: 3_900_000_000 })
  const payments = [...later, soon]
  await till.accept(...payments)
  await mine()
  // One payment may cost 160,000 gas and two 220,000, at twice the base fee and the tip.
  const { baseFeePerGas } = (await ask('eth_getBlockByNumber', 'latest', false)) as { baseFeePerGas: string }
  const maxFee = 2n * BigInt(baseFeePerGas) + BigInt(String(await ask('eth_maxPriorityFeePerGas')))
  await ask('anvil_setBalance', GAS.address, hexOf(190_000n * maxFee))
  await till.submit(payments)
  expect(till.statesOf(payments)).toEqual(['accepted', 'accepted', 'accepted', 'submitted'])
  await ask('anvil_setBalance', GAS.address, hexOf(10n ** 22n))
})

it('pays the others when a wallet burns all gas that it is given', async () => {
  const till = await openTill()
  // JUMPDEST, PUSH1 0, JUMP: for ever.
  const burner = '0x00000000000000000000000000000000000b0b0b'
  await ask('anvil_setCode', burner, '0x5b600056')
  // The second time the engine knows what payments cost, and leaves less to burn.
  for (let round = 0; round < 2; round += 1) {
    const burning = await funded({ from: burner, validBefore: 3_900_000_000 })
    const cards = [await funded(), await funded(), await funded()]
    await till.accept(burning, ...cards)
    await till.submit([burning, ...cards])
    await mine(3)
    await till.settlement.follow()
    expect(till.statesOf([burning])).toEqual(['parked'])
    expect(till.statesOf(cards)).toEqual(['settled', 'settled', 'settled'])
  }
})

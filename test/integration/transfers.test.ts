import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Contract, JsonRpcProvider, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { openLedger } from '#main/ledger/ledger.ts'
import { createSaleDesk } from '#main/sale/sale.ts'
import { createTransferWatch } from '#main/sale/transfer-watch.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3, type TestToken } from '#simulator/chain/token.ts'
import type { StrayTransfer, TransferOffer } from '#src/ipc/contract.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../fakes/clock.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { addressOfKey, testKey } from '../fakes/payment.ts'
import { owedNothing, trusting } from '../fakes/trust.ts'
import { must } from '../fakes/wires.ts'

let anvil: Anvil
let token: TestToken

beforeAll(async () => {
  anvil = await startAnvil()
  token = await deployToken(anvil.rpcUrl)
  await ask('evm_setAutomine', false)
})
afterAll(() => anvil?.stop())

const ask = (method: string, ...params: unknown[]) => askNode(anvil.rpcUrl, method, ...params)
const mine = (blocks = 1) => ask('anvil_mine', blocks)

/** Main's own parts on the chain; nobody lays a card on the reader. */
async function openTill() {
  const clock = fakeClock()
  const ledger = must(
    await openLedger(join(emptyFolder(), 'journal'), { clock, randomBytes, log: () => undefined }),
  )
  onTestFinished(ledger.close)
  const chain = createSettlementChain({
    rpcUrls: [anvil.rpcUrl],
    requestTimeoutMs: 5000,
    domain: token.domain,
    multicall: MULTICALL3,
    clock: systemClock,
  })
  const watch = createTransferWatch({
    chain,
    payee: TEST_PAYEE,
    confirmations: 1,
    clock: systemClock,
    pollMs: 50,
  })
  onTestFinished(watch.stop)
  const offer = later<TransferOffer>()
  const stray = later<StrayTransfer>()
  const desk = createSaleDesk({
    ledger,
    reader: {
      waitForCard: (cancel) =>
        new Promise((resolve) => cancel.addEventListener('abort', () => resolve(fail('SALE_CANCELLED')))),
      markPaid: () => undefined,
    },
    selectCard: async () => fail('CARD_NOT_SUPPORTED'),
    wallets: { shop: 'Aport Market', canScan: () => false, scans: { onScan: () => () => undefined } },
    transfers: watch,
    terms: {
      terminalId: 'apple-1',
      till: 7,
      asset: { symbol: 'USDC', decimals: 6 },
      domain: token.domain,
      payee: TEST_PAYEE,
      maxUnits: 1_000_000_000n,
      validitySeconds: 2_592_000,
    },
    takenBy: () => ok(undefined),
    trust: trusting,
    debts: owedNothing,
    recover: recoverInJavaScript,
    clock,
    onProgress: () => undefined,
    onNotice: () => undefined,
    onOffer: ({ offer: made }) => offer.give(made),
    onStray: stray.give,
    onIdleScan: () => undefined,
  })
  const settlement = createSettlement({
    ledger,
    chain,
    gasAccount: () => ok(accountOf(TEST_GAS_KEY)),
    policy: { confirmations: 2, finality: 'confirmations', alarmMs: 86_400_000 },
    clock,
  })
  return { ledger, desk, settlement, offered: offer.promise, strayed: stray.promise }
}

function later<T>() {
  let give: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    give = resolve
  })
  return { promise, give: (value: T) => give(value) }
}

let payers = 700

/** A wallet that reads the code as EIP-681 has it, and sends what it asks for. */
async function payByWallet(uri: string): Promise<{ payer: string; txHash: string }> {
  payers += 1
  const key = testKey(payers)
  const payer = addressOfKey(key)
  await token.fund(payer, 10_000_000n)
  await ask('anvil_setBalance', payer, '0xde0b6b3a7640000')
  const [, to = '', chainId, payee, units] =
    /^ethereum:(0x\w{40})@(\d+)\/transfer\?address=(0x\w{40})&uint256=(\d+)$/.exec(uri) ?? []
  expect(Number(chainId)).toBe(token.domain.chainId)
  const provider = new JsonRpcProvider(anvil.rpcUrl, Number(chainId), { staticNetwork: true })
  const contract = new Contract(
    to,
    ['function transfer(address,uint256) returns (bool)'],
    new Wallet(key, provider),
  )
  const sent = await contract.getFunction('transfer').send(payee, units)
  provider.destroy()
  return { payer, txHash: sent.hash }
}

it('sees a wallet’s own transfer of real USDC, counts it once, and settles it without a signature', async () => {
  const till = await openTill()
  const before = await token.balanceOf(TEST_PAYEE)
  const { saleId } = must(till.desk.open(2_500_000n))
  const waiting = till.desk.awaitCard(saleId)
  const { uri, units } = await till.offered
  const { payer, txHash } = await payByWallet(uri)
  await mine()
  expect(must(await waiting).payer).toBe(payer)
  const { entry } = must(await till.desk.authorize(saleId))
  expect(entry.fact).toMatchObject({ type: 'received', proof: { txHash } })
  expect(await token.balanceOf(TEST_PAYEE)).toBe(before + units)

  await mine(2)
  expect(must(await till.settlement.follow())).toMatchObject({ open: 0 })
  expect(till.ledger.summary()).toMatchObject({ counts: { settled: 1 }, waitingUnits: 0n })
  expect(till.ledger.batches()).toEqual([])
})

it('goes back and forth with the chain: taken back with its block, and found again in another', async () => {
  const till = await openTill()
  const { saleId } = must(till.desk.open(2_500_000n))
  const waiting = till.desk.awaitCard(saleId)
  const { txHash } = await payByWallet((await till.offered).uri)
  const raw = await ask('eth_getRawTransactionByHash', txHash).catch(() => undefined)
  await mine()
  must(await waiting)
  const { entry } = must(await till.desk.authorize(saleId))
  const id = entry.fact.type === 'received' ? entry.fact.payment.authorization.nonce : '0x'
  const signed = raw ?? (await ask('eth_getRawTransactionByHash', txHash))

  await ask('anvil_reorg', 1, [])
  await till.settlement.follow()
  expect(till.ledger.payment(id)?.state).toBe('submitted')
  await ask('eth_sendRawTransaction', signed)
  await mine(3)
  await till.settlement.follow()
  await till.settlement.follow()
  expect(till.ledger.payment(id)).toMatchObject({ state: 'settled', proof: { txHash } })
})

it('tells of a transfer that comes after Cancel', async () => {
  const till = await openTill()
  const { saleId } = must(till.desk.open(2_500_000n))
  const waiting = till.desk.awaitCard(saleId)
  const { uri, units } = await till.offered
  till.desk.close(saleId)
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  const { payer, txHash } = await payByWallet(uri)
  await mine()
  expect(await till.strayed).toEqual({ payer, units, txHash })
  expect(till.ledger.summary().lastReceiptNumber).toBe(0)
})

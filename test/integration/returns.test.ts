import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { encodeBatch } from '#main/chain/batch.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { NO_RECALLS } from '#main/fleet/recalls.ts'
import { createRefundKey } from '#main/keys/refund-key.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { createHolds } from '#main/returns/holds.ts'
import { createRefundDesk } from '#main/returns/refund.ts'
import { createVoidDesk } from '#main/returns/void.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3, type TestToken } from '#simulator/chain/token.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { isDue } from '#src/payment/states.ts'
import { ok } from '#src/result.ts'
import { fakeClock } from '../fakes/clock.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'
import { must } from '../fakes/wires.ts'

const GAS = accountOf(TEST_GAS_KEY)
/** A key of these tests only. */
const WALLET = accountOf(testKey(7700))
const OWNER = { id: 'bolat', name: 'Болат' }
const CAP = 10n ** 9n

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

/** A card with this key, held to the reader at once. */
const cardOf = (key: Hex) => ({
  application: 'keycard-cash' as const,
  publicKey: secp256k1.getPublicKey(hexToBytes(key.slice(2)), false),
  async sign(digest: Uint8Array) {
    const signed = secp256k1.sign(digest, hexToBytes(key.slice(2)), { prehash: false })
    return ok({ r: signed.slice(0, 32), s: signed.slice(32, 64) })
  },
})

/** The parts of a terminal that take money back and give it back, on the chain. */
async function openTill(dir = join(emptyFolder(), 'journal')) {
  const clock = fakeClock(Date.now())
  const ledger = must(await openLedger(dir, { clock, randomBytes, log: () => undefined }))
  const chain = createSettlementChain({
    rpcUrls: [anvil.rpcUrl],
    requestTimeoutMs: 5000,
    domain: token.domain,
    multicall: MULTICALL3,
    clock: systemClock,
  })
  const holds = createHolds()
  const settlement = createSettlement({
    ...{ ledger, chain, clock, isHeld: holds.isHeld },
    gasAccount: () => ok(GAS),
    policy: { confirmations: 2, finality: 'confirmations', alarmMs: 86_400_000 },
  })
  const authorise = async () => ok({ by: OWNER })
  const release = async () => undefined
  const transmit = async () => ok(new Uint8Array())
  const voidsBy = (key: Hex) =>
    createVoidDesk({
      onAwaitingCard: () => undefined,
      recalls: NO_RECALLS,
      ...{ ledger, authorise, holds, recover: recoverInJavaScript },
      reader: {
        waitForCard: async () => ok({ uid: undefined, transmit, release }),
        markPaid: () => undefined,
      },
      selectCard: async () => ok(cardOf(key)),
    })
  const refunds = createRefundDesk({
    ...{ ledger, authorise, clock },
    terms: { terminalId: 'apple-1', till: 1, domain: token.domain },
    wallet: {
      key: createRefundKey({ account: () => ok(WALLET) }),
      caps: { maxUnits: CAP, maxUnitsPerDay: CAP },
    },
    isSelling: () => false,
    balanceOf: chain.tokenBalance,
  })
  return {
    ...{ dir, ledger, settlement, refunds, voidsBy, clock, chain },
    /** What the page's loop does, and a block or more. */
    async rounds(count = 4) {
      for (let i = 0; i < count; i += 1) {
        const ids = await refundsAndPayments(ledger)
        const due = ids.filter((each) => isDue(ledger.payment(each)?.state ?? 'settled'))
        const prepared = due.length > 0 ? must(await settlement.prepare(due)) : undefined
        if (prepared?.hash) must(await settlement.broadcast(prepared.hash))
        must(await settlement.follow())
        await mine(2)
        await clock.advance(130_000)
      }
      must(await settlement.follow())
    },
  }
}

async function refundsAndPayments({ journal }: Pick<Ledger, 'journal'>): Promise<Hex[]> {
  const entries = await journal.since(0, 1000)
  return entries.flatMap(({ fact }): Hex[] => {
    if (fact.type === 'accepted') return [fact.payment.authorization.nonce]
    return fact.type === 'refunded' ? [fact.refund.authorization.nonce] : []
  })
}

interface Sold {
  readonly payment: AcceptedPayment
  readonly id: Hex
  readonly key: Hex
}

async function sell({ ledger }: Pick<Awaited<ReturnType<typeof openTill>>, 'ledger'>): Promise<Sold> {
  lastReceipt += 1
  const key = testKey(7000 + lastReceipt)
  const receiptNumber = ledger.summary().lastReceiptNumber + 1
  const signed = signedPayment({
    ...{ key, to: TEST_PAYEE, domain: token.domain, receiptNumber },
    authorization: {
      nonce: `0x${(0x5e11n * 2n ** 64n + BigInt(lastReceipt)).toString(16).padStart(64, '0')}`,
    },
  })
  await token.fund(signed.authorization.from, signed.authorization.value)
  must(await ledger.record({ type: 'accepted', payment: signed }))
  return { payment: signed, id: signed.authorization.nonce, key }
}

/** Somebody with a copy of the payment sends it himself. */
async function collect({ payment }: Sold): Promise<void> {
  const [thief] = (await ask('eth_accounts')) as string[]
  const data = encodeBatch(token.domain.verifyingContract, [payment])
  await ask('eth_sendTransaction', { from: thief, to: MULTICALL3, data, gas: '0x493e0' })
  await mine()
}

it('cancels on the chain what the card took back: who has a copy collects nothing', async () => {
  const till = await openTill()
  onTestFinished(till.ledger.close)
  const sold = await sell(till)
  const before = await token.balanceOf(TEST_PAYEE)
  expect(await till.voidsBy(testKey(1)).voidWithCard({ id: sold.id })).toMatchObject({
    error: { code: 'CARD_OTHER' },
  })
  expect(till.ledger.payment(sold.id)?.state).toBe('accepted')
  must(await till.voidsBy(sold.key).voidWithCard({ id: sold.id }))
  await till.rounds()
  expect(till.ledger.payment(sold.id)?.state).toBe('cancelled')
  await collect(sold)
  expect(await token.balanceOf(TEST_PAYEE)).toBe(before)
  expect(must(await till.chain.fate(sold.payment, 0)).kind).toBe('spent')
})

it('sends a cancellation after a restart that was journaled before', async () => {
  const first = await openTill()
  const sold = await sell(first)
  must(await first.voidsBy(sold.key).voidWithCard({ id: sold.id }))
  await first.ledger.close()
  const till = await openTill(first.dir)
  onTestFinished(till.ledger.close)
  expect(till.ledger.returns().voids).toHaveLength(1)
  await till.rounds()
  expect(till.ledger.payment(sold.id)?.state).toBe('cancelled')
})

it('has the money to give back when somebody collects what was voided without the card', async () => {
  const till = await openTill()
  onTestFinished(till.ledger.close)
  const sold = await sell(till)
  must(await till.voidsBy(sold.key).void({ id: sold.id }))
  await collect(sold)
  await till.rounds()
  expect(till.ledger.payment(sold.id)).toMatchObject({ state: 'settled', voided: true })
  const customer = sold.payment.authorization.from
  await token.fund(WALLET.address, 1_000_000n)
  must(await till.refunds.make({ id: sold.id, units: 1_000_000n, reason: 'voided' }))
  await till.rounds()
  expect(await token.balanceOf(customer)).toBe(1_000_000n)
})

it('pays a refund once, from the wallet to the payer, also when it is asked for twice at once', async () => {
  const till = await openTill()
  onTestFinished(till.ledger.close)
  const sold = await sell(till)
  await till.rounds()
  await token.fund(WALLET.address, 5_000_000n)
  const wallet = await token.balanceOf(WALLET.address)
  const request = { id: sold.id, units: 600_000n, reason: '' }
  const both = await Promise.all([till.refunds.make(request), till.refunds.make(request)])
  expect(both.map((made) => (made.ok ? 'made' : made.error.code))).toEqual(['made', 'REFUND_TOO_MUCH'])
  await till.rounds()
  expect(till.ledger.summary()).toMatchObject({ counts: { settled: 2 }, waitingRefunds: 0 })
  expect(await token.balanceOf(sold.payment.authorization.from)).toBe(600_000n)
  expect(await token.balanceOf(WALLET.address)).toBe(wallet - 600_000n)
  expect(must(await till.refunds.wallet())?.balance).toBe(wallet - 600_000n)
})

it('keeps a refund that the wallet cannot pay, and pays it after a restart when there is money', async () => {
  const first = await openTill()
  const sold = await sell(first)
  await first.rounds()
  const wallet = await token.balanceOf(WALLET.address)
  // Everything there is, and one more.
  const big = must(await first.refunds.make({ id: sold.id, units: 1_000_000n, reason: '' }))
  await drain(wallet)
  await first.rounds(2)
  const refundId = big.entry.fact.type === 'refunded' ? big.entry.fact.refund.authorization.nonce : '0x'
  expect(first.ledger.payment(refundId)).toMatchObject({ state: 'refused', refusal: 'PAYER_NO_FUNDS' })
  await first.ledger.close()

  await token.fund(WALLET.address, 1_000_000n)
  const till = await openTill(first.dir)
  onTestFinished(till.ledger.close)
  await till.rounds()
  expect(till.ledger.payment(refundId)?.state).toBe('settled')
  expect(await token.balanceOf(sold.payment.authorization.from)).toBe(1_000_000n)
})

/** The owner takes everything out of the refund wallet. */
async function drain(units: bigint): Promise<void> {
  await ask('anvil_setBalance', WALLET.address, '0xde0b6b3a7640000')
  await ask('anvil_impersonateAccount', WALLET.address)
  const data = `0xa9059cbb${TEST_PAYEE.slice(2).padStart(64, '0')}${units.toString(16).padStart(64, '0')}`
  const to = token.domain.verifyingContract
  await ask('eth_sendTransaction', { from: WALLET.address, to, data, gas: '0x30d40' })
  await mine()
}

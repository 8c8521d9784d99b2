import { Interface, id, keccak256, Transaction, TypedDataEncoder } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { type RpcGate, startRpcGate } from '#simulator/chain/rpc-gate.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3, type TestToken } from '#simulator/chain/token.ts'
import type { SettlementChain, SignedTransaction } from '#src/chain/port.ts'
import { authorizationDigest } from '#src/payment/authorization.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import type { Result } from '#src/result.ts'
import { addressOfKey, digestByEthers, signDigest, signedPayment, testKey } from '../fakes/payment.ts'

const GAS = accountOf(TEST_GAS_KEY)
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

let anvil: Anvil
let gate: RpcGate
let token: TestToken
let chain: SettlementChain
let lastReceipt = 0

const settlementChain = (...rpcUrls: string[]) =>
  createSettlementChain({
    rpcUrls,
    requestTimeoutMs: 5000,
    domain: token.domain,
    multicall: MULTICALL3,
    clock: systemClock,
  })

beforeAll(async () => {
  anvil = await startAnvil()
  token = await deployToken(anvil.rpcUrl)
  // Anvil's own mining lags behind its answers; here a block comes when a test says so.
  await askNode(anvil.rpcUrl, 'evm_setAutomine', false)
  gate = await startRpcGate(anvil.rpcUrl)
  chain = settlementChain(gate.rpcUrl)
})
afterAll(async () => {
  await gate?.stop()
  await anvil?.stop()
})

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`${result.error.code}: ${result.error.detail}`)
}

/** A payment by a payer that no other test uses, with exactly its money on the account. */
async function funded(
  authorization: Partial<AcceptedPayment['authorization']> = {},
): Promise<AcceptedPayment> {
  const payment = unfunded(authorization)
  await token.fund(payment.authorization.from, payment.authorization.value)
  return payment
}

function unfunded(authorization: Partial<AcceptedPayment['authorization']> = {}): AcceptedPayment {
  lastReceipt += 1
  const key = testKey(lastReceipt)
  return signedPayment({
    key,
    to: TEST_PAYEE,
    domain: token.domain,
    receiptNumber: lastReceipt,
    authorization,
  })
}

const payerKey = ({ receiptNumber }: AcceptedPayment) => testKey(receiptNumber)
const nonceOf = ({ authorization }: AcceptedPayment) => authorization.nonce

async function sign(payments: readonly AcceptedPayment[]): Promise<SignedTransaction> {
  return value(
    await chain.signBatch(payments, GAS, { accountNonce: value(await chain.minedNonce(GAS.address)) }),
  )
}

async function settle(payments: readonly AcceptedPayment[]) {
  const { hash, raw } = await sign(payments)
  value(await chain.broadcast(raw))
  await mine()
  const outcome = value(await chain.outcome(hash, payments))
  if (!outcome) throw new Error('the transaction was not mined')
  return { hash, raw, outcome, paid: payments.map((payment) => outcome.proofs.has(nonceOf(payment))) }
}

const mine = () => askNode(anvil.rpcUrl, 'evm_mine')

const dryRun = async (...payments: AcceptedPayment[]) => value(await chain.dryRun(payments))

/** Sends a call to the token from an account anvil holds: another hand than the terminal's. */
const TOKEN_CALLS = Interface.from([
  'function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s)',
  'function transferWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, uint8 v, bytes32 r, bytes32 s)',
  'function authorizationState(address authorizer, bytes32 nonce) view returns (bool)',
])
const STRANGER = '0x15d34aaf54267db7d7c367839aaf71a00a2c6a65'
const vrs = (signature: string) => [
  `0x${signature.slice(130)}`,
  signature.slice(0, 66),
  `0x${signature.slice(66, 130)}`,
]

async function byAnotherHand(name: string, args: readonly unknown[]): Promise<void> {
  const data = TOKEN_CALLS.encodeFunctionData(name, args)
  const call = { from: STRANGER, to: token.domain.verifyingContract, data }
  await askNode(anvil.rpcUrl, 'eth_sendTransaction', call)
  await mine()
}

async function cancel(payment: AcceptedPayment): Promise<void> {
  const { from, nonce } = payment.authorization
  const types = {
    CancelAuthorization: [
      { name: 'authorizer', type: 'address' },
      { name: 'nonce', type: 'bytes32' },
    ],
  }
  const digest = TypedDataEncoder.hash({ ...token.domain }, types, { authorizer: from, nonce })
  const signature = signDigest(Buffer.from(digest.slice(2), 'hex'), payerKey(payment))
  await byAnotherHand('cancelAuthorization', [from, nonce, ...vrs(signature)])
}

async function submitAlone({ authorization: a, signature }: AcceptedPayment): Promise<void> {
  const args = [a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce, ...vrs(signature)]
  await byAnotherHand('transferWithAuthorization', args)
}

/** The same authorization with another payee, by the same payer: the second half of a double spend. */
const toAnother = (payment: AcceptedPayment): AcceptedPayment =>
  signedPayment({
    key: payerKey(payment),
    to: STRANGER,
    domain: token.domain,
    receiptNumber: payment.receiptNumber,
  })

describe('the digest that a card signs', () => {
  it('is what ethers computes, under the domain that the contract itself states', async () => {
    const { authorization, domain } = unfunded()
    expect(authorizationDigest(domain, authorization)).toEqual(digestByEthers(domain, authorization))
    const call = { to: domain.verifyingContract, data: id('DOMAIN_SEPARATOR()').slice(0, 10) }
    expect(await askNode(anvil.rpcUrl, 'eth_call', call, 'latest')).toBe(
      TypedDataEncoder.hashDomain({ ...domain }),
    )
    expect(value(await chain.head()).blockNumber).toBeGreaterThan(0)
  })
})

describe('settling a batch', () => {
  it('pays three payments in one transaction, each with its own pair of logs', async () => {
    const payments = [await funded(), await funded({ value: 2_500_000n }), await funded()]
    const before = await token.balanceOf(TEST_PAYEE)
    const { hash, outcome } = await settle(payments)
    expect(await token.balanceOf(TEST_PAYEE)).toBe(before + 4_500_000n)
    expect([...outcome.proofs.keys()]).toEqual(payments.map(nonceOf))
    const [first] = [...outcome.proofs.values()]
    const { blockHash, blockNumber } = outcome
    expect(first).toEqual({ txHash: hash, blockHash, blockNumber, logIndex: 0 })
    expect([...outcome.proofs.values()].map(({ logIndex }) => logIndex)).toEqual([0, 2, 4])
    expect(value(await chain.blockHashAt(blockNumber))).toBe(blockHash)
    expect(value(await chain.blockHashAt(blockNumber + 1000))).toBeUndefined()
  })

  it('pays the rest when one payer has no money, and says so beforehand', async () => {
    const payments = [await funded(), unfunded(), await funded()]
    expect(await dryRun(...payments)).toEqual([undefined, 'PAYER_NO_FUNDS', undefined])
    expect((await settle(payments)).paid).toEqual([true, false, true])
  })

  it('sees a double spend within one batch', async () => {
    const payment = await funded()
    lastReceipt += 1
    const again = signedPayment({
      key: payerKey(payment),
      to: TEST_PAYEE,
      domain: token.domain,
      receiptNumber: lastReceipt,
    })
    expect(await dryRun(payment, again, payment)).toEqual([
      undefined,
      'PAYER_NO_FUNDS',
      'AUTHORIZATION_SPENT',
    ])
  })

  it('pays once when the same bytes are sent again, pending or mined', async () => {
    const payment = await funded()
    const before = await token.balanceOf(TEST_PAYEE)
    const { raw } = await sign([payment])
    value(await chain.broadcast(raw))
    expect(value(await chain.outcome(`0x${keccak256(raw).slice(2)}`, [payment]))).toBeUndefined()
    expect(await chain.broadcast(raw)).toEqual({ ok: true, value: undefined })
    await mine()
    expect(await chain.broadcast(raw)).toEqual({ ok: true, value: undefined })
    expect(await token.balanceOf(TEST_PAYEE)).toBe(before + 1_000_000n)
  })

  it('finds the payment by its hash when the answer to the broadcast was lost', async () => {
    const payment = await funded()
    const { hash, raw } = await sign([payment])
    gate.loseAnswers()
    expect(await chain.broadcast(raw)).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
    gate.behave()
    await mine()
    expect(gate.broadcasts(hash)).toBe(1)
    expect(value(await chain.outcome(hash, [payment]))?.proofs.has(nonceOf(payment))).toBe(true)
  })
})

describe('what the token says of one payment', () => {
  it.each([
    ['AUTHORIZATION_EXPIRED', { validBefore: 1_000_000_000 }],
    ['AUTHORIZATION_NOT_YET_VALID', { validAfter: 3_900_000_000 }],
    ['PAYMENT_REVERTED', { to: `0x${'0'.repeat(40)}` as const }],
  ] as const)('%s', async (verdict, authorization) => {
    const payment = await funded(authorization)
    expect(await dryRun(payment)).toEqual([verdict])
    expect((await settle([payment])).paid).toEqual([false])
  })

  it('AUTHORIZATION_INVALID for the upper s, another key, a changed amount and another v', async () => {
    const payment = await funded()
    const { signature, authorization } = payment
    const s = BigInt(`0x${signature.slice(66, 130)}`)
    const highS = (ORDER - s).toString(16).padStart(64, '0')
    const otherV = signature.endsWith('1b') ? '1c' : '1b'
    const foreign = signDigest(digestByEthers(token.domain, authorization), testKey(999_999))
    const forged: AcceptedPayment[] = [
      { ...payment, signature: `0x${signature.slice(2, 66)}${highS}${otherV}` },
      { ...payment, signature: foreign },
      { ...payment, authorization: { ...authorization, value: 2_000_000n } },
      { ...payment, signature: `0x${signature.slice(2, 130)}00` },
    ]
    expect(await dryRun(...forged)).toEqual(forged.map(() => 'AUTHORIZATION_INVALID'))
    expect((await settle(forged)).paid).toEqual(forged.map(() => false))
  })

  it('ACCOUNT_BLOCKED for a payer on the block list', async () => {
    const payment = await funded()
    await token.blacklist(payment.authorization.from)
    expect(await dryRun(payment)).toEqual(['ACCOUNT_BLOCKED'])
    await token.unBlacklist(payment.authorization.from)
    expect(await dryRun(payment)).toEqual([undefined])
  })

  it('TOKEN_PAUSED for all while the token is paused', async () => {
    const payments = [await funded(), await funded()]
    await token.pause()
    expect(await dryRun(...payments)).toEqual(['TOKEN_PAUSED', 'TOKEN_PAUSED'])
    await token.unpause()
    expect(await dryRun(...payments)).toEqual([undefined, undefined])
  })
})

describe('the fate of an authorization', () => {
  const fate = async (payment: AcceptedPayment) => value(await chain.fate(payment, 0))

  it('is unused before anything happened, and after a failed try', async () => {
    const payment = unfunded()
    expect(await fate(payment)).toEqual({ kind: 'unused' })
    await settle([payment])
    expect(await fate(payment)).toEqual({ kind: 'unused' })
  })

  it('is paid, with the same proof that the transaction gave', async () => {
    const payments = [await funded(), await funded()]
    const { outcome } = await settle(payments)
    for (const payment of payments)
      expect(await fate(payment)).toEqual({ kind: 'paid', proof: outcome.proofs.get(nonceOf(payment)) })
  })

  it('is paid when another hand submitted it, though our own transaction paid nothing', async () => {
    const payment = await funded()
    await submitAlone(payment)
    expect(await dryRun(payment)).toEqual(['AUTHORIZATION_SPENT'])
    expect((await settle([payment])).paid).toEqual([false])
    expect(await fate(payment)).toMatchObject({ kind: 'paid' })
  })

  it('is spent when the payer cancelled it', async () => {
    const payment = await funded()
    await cancel(payment)
    expect(await dryRun(payment)).toEqual(['AUTHORIZATION_SPENT'])
    expect(await fate(payment)).toMatchObject({ kind: 'spent' })
  })

  it('is spent when the nonce paid another payee, although the token calls it used', async () => {
    const payment = await funded()
    await submitAlone(toAnother(payment))
    const { from, nonce } = payment.authorization
    const data = TOKEN_CALLS.encodeFunctionData('authorizationState', [from, nonce])
    const call = { to: token.domain.verifyingContract, data }
    expect(Number(await askNode(anvil.rpcUrl, 'eth_call', call, 'latest'))).toBe(1)
    expect(await fate(payment)).toMatchObject({ kind: 'spent' })
  })
})

describe('gas', () => {
  it('asks for 60,000 a payment and 100,000, and pays no more than the fee cap', async () => {
    const { raw } = await sign([unfunded(), unfunded()])
    const { gasLimit, maxFeePerGas, maxPriorityFeePerGas, type, to } = Transaction.from(raw)
    expect({ gasLimit, type, to: to?.toLowerCase() }).toEqual({ gasLimit: 220_000n, type: 2, to: MULTICALL3 })
    expect(maxPriorityFeePerGas).toBeLessThanOrEqual(2_000_000_000n)
    expect(maxFeePerGas).toBeGreaterThan(maxPriorityFeePerGas ?? 0n)
  })

  it('refuses a batch that nodes would not take', async () => {
    const payments = new Array<AcceptedPayment>(280).fill(unfunded())
    expect(await chain.signBatch(payments, GAS, { accountNonce: 0 })).toMatchObject({
      error: { code: 'BATCH_TOO_LARGE' },
    })
  })

  it('refuses to sign what the account cannot pay for', async () => {
    const poor = accountOf(testKey(777_777))
    expect(value(await chain.gasBalance(poor.address))).toBe(0n)
    expect(await chain.signBatch([unfunded()], poor, { accountNonce: 0 })).toMatchObject({
      error: { code: 'GAS_TOO_LOW' },
    })
    expect(addressOfKey(poor.privateKey)).toBe(poor.address)
  })
})

describe('a chain that changes its mind', () => {
  it('takes a payment back with its block, and the same bytes pay it once more, once', async () => {
    const payment = await funded()
    const before = await token.balanceOf(TEST_PAYEE)
    const { hash, raw, outcome } = await settle([payment])
    await askNode(anvil.rpcUrl, 'anvil_reorg', 1, [])
    expect(value(await chain.blockHashAt(outcome.blockNumber))).not.toBe(outcome.blockHash)
    expect(value(await chain.outcome(hash, [payment]))).toBeUndefined()
    expect(value(await chain.fate(payment, 0))).toEqual({ kind: 'unused' })
    expect(await token.balanceOf(TEST_PAYEE)).toBe(before)

    value(await chain.broadcast(raw))
    await mine()
    const again = value(await chain.outcome(hash, [payment]))
    expect(again?.proofs.has(nonceOf(payment))).toBe(true)
    expect(again?.blockHash).not.toBe(outcome.blockHash)
    expect(await token.balanceOf(TEST_PAYEE)).toBe(before + 1_000_000n)
  })

  it('has no block any more where it was rolled back', async () => {
    const payment = await funded()
    const { hash, outcome } = await settle([payment])
    await askNode(anvil.rpcUrl, 'anvil_rollback', 1)
    expect(value(await chain.blockHashAt(outcome.blockNumber))).toBeUndefined()
    expect(value(await chain.outcome(hash, [payment]))).toBeUndefined()
  })
})

describe('several nodes', () => {
  it('asks the next one while the first is cut, and sends through it once', async () => {
    const spare = await startRpcGate(anvil.rpcUrl)
    const both = settlementChain(gate.rpcUrl, spare.rpcUrl)
    await gate.cut()
    value(await both.head())
    const accountNonce = value(await both.minedNonce(GAS.address))
    const { hash, raw } = value(await both.signBatch([await funded()], GAS, { accountNonce }))
    value(await both.broadcast(raw))
    await mine()
    expect(spare.broadcasts(hash)).toBe(1)
    expect(gate.broadcasts(hash)).toBe(0)
    await gate.restore()
    await spare.stop()
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { inquire } from '#main/risk/inquiry.ts'
import { type Anvil, startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { type RpcGate, startRpcGate } from '#simulator/chain/rpc-gate.ts'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, MULTICALL3, type TestToken } from '#simulator/chain/token.ts'
import type { SettlementChain, SignedTransfer } from '#src/chain/port.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'

/** The real USDC: what a terminal with a network sees of a payment before it says "Paid". */
let anvil: Anvil
let gate: RpcGate
let token: TestToken
let chain: SettlementChain
let lastReceipt = 0

beforeAll(async () => {
  anvil = await startAnvil()
  token = await deployToken(anvil.rpcUrl)
  gate = await startRpcGate(anvil.rpcUrl)
  chain = createSettlementChain({
    ...{ rpcUrls: [gate.rpcUrl], requestTimeoutMs: 5000, domain: token.domain, multicall: MULTICALL3 },
    clock: systemClock,
  })
  await chain.head()
})
afterAll(async () => {
  await gate?.stop()
  await anvil?.stop()
})

/** Of a payer that no other test uses. */
async function payment(units = 1_000_000n): Promise<AcceptedPayment> {
  lastReceipt += 1
  const signed = signedPayment({
    ...{ key: testKey(lastReceipt), to: TEST_PAYEE, domain: token.domain, receiptNumber: lastReceipt },
  })
  await token.fund(signed.authorization.from, units)
  return signed
}

/** What is seen with the limit of a counter, and nothing keeps the machine from being slow. */
const ask = ({ authorization }: SignedTransfer) =>
  inquire({ chain, clock: systemClock, timeoutMs: 5000 }, authorization)

const pays = { balance: 1_000_000n, simulated: 'pays' }

it('a payment that will be paid is seen to be, before and after its signature', async () => {
  const good = await payment()
  const inquiry = ask(good)
  expect(await inquiry.unsigned()).toEqual(pays)
  expect(await inquiry.signed(good)).toBe('pays')
})

describe('before the card signs', () => {
  it('the pause of the token is seen', async () => {
    const good = await payment()
    await token.pause()
    expect(await ask(good).unsigned()).toEqual({ ...pays, simulated: 'TOKEN_PAUSED' })
    await token.unpause()
    expect(await ask(good).unsigned()).toEqual(pays)
  })

  it('a block list is seen, with the payer on it or the payee', async () => {
    const good = await payment()
    const { from, to } = good.authorization
    for (const account of [from, to]) {
      await token.blacklist(account)
      expect(await ask(good).unsigned()).toEqual({ ...pays, simulated: 'ACCOUNT_BLOCKED' })
      await token.unBlacklist(account)
    }
    expect(await ask(good).unsigned()).toEqual(pays)
  })

  it('a nonce that was used is seen, and so is the money that went', async () => {
    const good = await payment()
    const { authorization, signature } = good
    const [r, s, v] = [signature.slice(2, 66), signature.slice(66, 130), signature.slice(130)]
    const slots = [authorization.from, authorization.to].map((each) => each.slice(2).padStart(64, '0'))
    const numbers = [authorization.value, authorization.validAfter, authorization.validBefore]
    const words = numbers.map((each) => each.toString(16).padStart(64, '0'))
    const data = `0xe3ee160e${[...slots, ...words].join('')}${authorization.nonce.slice(2)}${v.padStart(64, '0')}${r}${s}`
    const from = '0x15d34aaf54267db7d7c367839aaf71a00a2c6a65'
    await askNode(anvil.rpcUrl, 'eth_sendTransaction', { from, to: token.domain.verifyingContract, data })
    expect(await ask(good).unsigned()).toEqual({ balance: 0n, simulated: 'AUTHORIZATION_SPENT' })
  })

  it('nothing is seen of a payer with too little but their balance', async () => {
    expect(await ask(await payment(999_999n)).unsigned()).toEqual({ ...pays, balance: 999_999n })
  })
})

describe('once the card has signed', () => {
  it('an account that is a contract is seen not to answer for the key that signed', async () => {
    const delegated = await payment()
    // STOP: it says nothing, and so not that the signature is its own (ERC-1271).
    await askNode(anvil.rpcUrl, 'anvil_setCode', delegated.authorization.from, '0x00')
    const inquiry = ask(delegated)
    expect(await inquiry.unsigned()).toEqual(pays)
    expect(await inquiry.signed(delegated)).toBe('AUTHORIZATION_INVALID')
  })

  it('money that has left meanwhile, and a token that was paused meanwhile, are seen', async () => {
    const poor = await payment(999_999n)
    expect(await ask(poor).signed(poor)).toBe('PAYER_NO_FUNDS')
    const good = await payment()
    const inquiry = ask(good)
    expect(await inquiry.unsigned()).toEqual(pays)
    await token.pause()
    expect(await inquiry.signed(good)).toBe('TOKEN_PAUSED')
    await token.unpause()
  })

  it('nothing is heard when the network goes', async () => {
    const good = await payment()
    const inquiry = ask(good)
    expect(await inquiry.unsigned()).toEqual(pays)
    await gate.cut()
    expect(await inquiry.signed(good)).toBe('unheard')
    await gate.restore()
  })
})

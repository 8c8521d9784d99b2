import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it, vi } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import type { Ledger } from '#main/ledger/ledger.ts'
import { NO_DENY_LISTS } from '#main/risk/deny-lists.ts'
import { type Inquiry, inquire, NOBODY_ASKED } from '#main/risk/inquiry.ts'
import { createTrust, type TrustParts } from '#main/risk/trust.ts'
import { createDebts } from '#main/sale/debts.ts'
import { createSettlement, type Settlement } from '#main/settlement/settlement.ts'
import type { PaymentCard } from '#src/device/card.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import { acceptedPaymentSchema } from '#src/payment/record.ts'
import { ok } from '#src/result.ts'
import { type Decision, decide, type RiskFacts, type Simulated } from '#src/risk/decide.ts'
import { answerIn } from '#src/risk/decision-line.ts'
import type { Policy } from '#src/risk/policy.ts'
import { inField } from '../../drivers/card/in-field.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'
import { NOW, openTill, TERMS } from '../sale/till.ts'
import { GAS_ACCOUNT } from '../settlement/till.ts'

const LIMITS = { floor: 100n, sum: 250n, count: null, consecutive: null }
const POLICY: Policy = {
  limits: { unknown: LIMITS, 'known-good': LIMITS, certified: LIMITS },
  ...{ windowHours: 24, knownGoodAfter: 1, selection: null },
  exposure: { units: 1000n, count: 100, hours: 72 },
  oldDenyList: { hours: 168, percent: 50 },
}
const KEY = testKey(1)
const PAYER = addressOfKey(KEY)

const ORDER = { currency: TERMS.asset, discount: 0n, tip: 0n, rate: null }
const RIDE = { reason: 'fare', at: NOW, day: NOW, goodUntil: null } as const

const NODE = { host: 'a', fault: null, latencyMs: null }

/** A till with one card on its reader, that trusts by the policy. */
async function openTrustingTill(change: Partial<TrustParts> = {}) {
  const decisions: { facts: RiskFacts; decision: Decision }[] = []
  const chain = fakeChain()
  let settlement: Settlement | undefined
  const till = await openTill(emulateKeycardCash({ privateKey: hexToBytes(KEY.slice(2)) }), {
    trust: (ledger: Ledger, clock) =>
      createTrust({
        ...{ policy: POLICY, ledger, clock, denied: NO_DENY_LISTS, certified: () => null },
        clockTrust: { state: () => 'trusted' },
        ask: (authorization: Authorization) =>
          inquire({ chain: { ...chain, endpoints: () => [NODE] }, clock, timeoutMs: 400 }, authorization),
        decisions: { write: (facts, decision) => decisions.push({ facts, decision }) },
        log: () => undefined,
        ...change,
      }),
    debts(ledger, clock) {
      settlement = createSettlement({
        ...{ ledger, chain, clock, gasAccount: () => ok(GAS_ACCOUNT) },
        policy: { confirmations: 1, finality: 'confirmations', alarmMs: 86_400_000 },
      })
      return createDebts({ ledger, chain, settlement, clock })
    },
  })
  if (!settlement) throw new Error('a till settles')
  let signatures = 0
  const keycard = must(
    await selectKeycardCash(inField(emulateKeycardCash({ privateKey: hexToBytes(KEY.slice(2)) }))),
  )
  const card: PaymentCard = {
    ...keycard,
    sign(digest) {
      signatures += 1
      return keycard.sign(digest)
    },
  }
  const sell = async (units: bigint) => {
    const order = { ...ORDER, total: units, lines: [{ name: 'Fare', quantity: 1, unitPrice: units }] }
    const taken = await till.desk.charge(card, { units, order, ride: RIDE })
    return taken.ok ? 'taken' : taken.error.code
  }
  return { ...till, chain, settlement, decisions, sell, signatures: () => signatures }
}

describe('offline', () => {
  it('declines before the card signs, and uses up no receipt', async () => {
    const { chain, desk, sell, payments } = await openTrustingTill()
    chain.goOffline(true)
    const { saleId } = must(desk.open(101n))
    must(await desk.awaitCard(saleId))
    expect(await desk.authorize(saleId)).toMatchObject({ ok: false, error: { code: 'RISK_FLOOR' } })
    desk.close(saleId)
    expect(await payments()).toEqual([])
    expect(await sell(100n)).toBe('taken')
    const [payment] = await payments()
    expect(payment).toMatchObject({ receiptNumber: 1 })
    expect(payment).not.toHaveProperty('online')
  })

  it('takes what somebody has allowed, for that sale and no other', async () => {
    const { chain, desk, decisions, payments, sell } = await openTrustingTill()
    chain.goOffline(true)
    const override = { by: { id: 'marat', name: 'Marat' }, reason: 'known-customer' }
    const { saleId, receipt } = must(desk.open(101n))
    expect(desk.override(saleId, override)).toMatchObject({ ok: false, error: { code: 'SALE_UNKNOWN' } })
    must(await desk.awaitCard(saleId))
    expect((await desk.authorize(saleId)).ok).toBe(false)
    expect(desk.declined(saleId)).toEqual({ code: 'RISK_FLOOR', receipt })
    must(desk.override(saleId, override))
    must(await desk.awaitCard(saleId))
    must(await desk.authorize(saleId))
    expect(await payments()).toHaveLength(1)
    expect(decisions.at(-1)).toMatchObject({ facts: { override }, decision: { lifted: ['RISK_FLOOR'] } })
    expect(await sell(101n)).toBe('RISK_FLOOR')
  })

  it('counts what the card has paid, over all its sales', async () => {
    const { chain, sell } = await openTrustingTill()
    chain.goOffline(true)
    expect([await sell(100n), await sell(100n), await sell(51n), await sell(50n)]).toEqual([
      ...['taken', 'taken', 'RISK_CARD_SUM', 'taken'],
    ])
  })
})

describe('a card that owes', () => {
  /** A hundred of the card's are in the journal, and the chain has found no money for them. */
  async function openOwedTill() {
    const till = await openTrustingTill()
    till.chain.goOffline(true)
    expect(await till.sell(100n)).toBe('taken')
    const [payment] = await till.payments()
    if (!payment) throw new Error('an accepted payment')
    till.chain.goOffline(false)
    must(await till.settlement.prepare([payment.authorization.nonce]))
    return { ...till, payment }
  }

  it('is told what and since when, with the network and without, before it signs', async () => {
    const { chain, desk, payment } = await openOwedTill()
    const debt = {
      owed: { asset: TERMS.asset, units: 100n },
      ...{ units: 100n, payments: 1, since: payment.acceptedAt },
    }
    chain.fund(PAYER, 5000n)
    for (const offline of [false, true]) {
      chain.goOffline(offline)
      const { saleId } = must(desk.open(50n))
      must(await desk.awaitCard(saleId))
      expect(await desk.authorize(saleId)).toMatchObject({ ok: false, error: { code: 'DEBT_OWED', debt } })
    }
  })

  it('pays it with the payment of then, and the same sale with the next tap', async () => {
    const { chain, desk, clock, payment, payments, ledger, settlement } = await openOwedTill()
    const { saleId, receipt } = must(desk.open(50n))
    expect(await desk.payDebt(saleId)).toMatchObject({ ok: false, error: { code: 'SALE_UNKNOWN' } })
    must(await desk.awaitCard(saleId))
    expect((await desk.authorize(saleId)).ok).toBe(false)
    chain.fund(PAYER, 149n)
    expect(await desk.payDebt(saleId)).toMatchObject({ error: { code: 'CARD_NO_FUNDS', missing: 1n } })
    chain.fund(PAYER, 1n)
    const paying = desk.payDebt(saleId)
    await vi.waitUntil(() => ledger.payment(payment.authorization.nonce)?.state === 'submitted')
    chain.mine()
    await clock.advance(4000)
    must(await paying)
    must(await settlement.follow())
    must(await desk.awaitCard(saleId))
    must(await desk.authorize(saleId))
    expect(await payments()).toMatchObject([
      { receiptNumber: 1 },
      { receipt, authorization: { value: 50n }, online: true },
    ])
    expect(chain.timesPaid(payment)).toBe(1)
    expect(chain.balanceOf(PAYER)).toBe(50n)
  })

  it('owes as before where the customer will not pay', async () => {
    const { chain, desk, sell, payment } = await openOwedTill()
    const { saleId } = must(desk.open(50n))
    must(await desk.awaitCard(saleId))
    expect((await desk.authorize(saleId)).ok).toBe(false)
    desk.close(saleId)
    chain.fund(PAYER, 500n)
    expect(await desk.payDebt(saleId)).toMatchObject({ ok: false, error: { code: 'SALE_UNKNOWN' } })
    expect(await sell(50n)).toBe('DEBT_OWED')
    expect(chain.timesPaid(payment)).toBe(0)
  })
})

describe('online', () => {
  it('takes what the chain has, above every offline limit, and says so in the journal', async () => {
    const { chain, sell, payments, ledger } = await openTrustingTill()
    chain.fund(PAYER, 5000n)
    chain.mine()
    expect(await sell(5000n)).toBe('taken')
    expect(await payments()).toMatchObject([{ online: true }])
    expect(ledger.exposure.total().count).toBe(0)
    // It waits, and is spent all the same.
    expect(await sell(1n)).toBe('CARD_NO_FUNDS')
  })

  it('declines what it has not', async () => {
    const { chain, sell, payments } = await openTrustingTill()
    chain.fund(PAYER, 4n)
    chain.mine()
    expect(await sell(5n)).toBe('CARD_NO_FUNDS')
    expect(await payments()).toEqual([])
  })
})

describe('what the chain would turn down', () => {
  it.each([
    ['TOKEN_PAUSED', (chain: FakeChain) => chain.pause(true)],
    ['ACCOUNT_BLOCKED', (chain: FakeChain) => chain.block(PAYER)],
    ['ACCOUNT_BLOCKED', (chain: FakeChain) => chain.block(TERMS.payee)],
  ] as const)('is declined as %s before the card signs', async (code, happen) => {
    const { chain, sell, payments, signatures } = await openTrustingTill()
    chain.fund(PAYER, 5000n)
    happen(chain)
    chain.mine()
    expect(await sell(5n)).toBe(code)
    expect(await payments()).toEqual([])
    expect(signatures()).toBe(0)
  })

  /** A chain that has the money, and says this of the payment once it is signed. */
  const saying = (simulated: Simulated): Inquiry => ({
    unsigned: async () => ({ balance: 5000n, simulated: 'pays' }),
    signed: async () => simulated,
  })

  it.each([
    ['AUTHORIZATION_INVALID', 'AUTHORIZATION_INVALID'],
    ['AUTHORIZATION_SPENT', 'AUTHORIZATION_SPENT'],
    ['PAYER_NO_FUNDS', 'CARD_NO_FUNDS'],
    ['PAYMENT_REVERTED', 'PAYMENT_REVERTED'],
  ] as const)('is declined for %s once it is signed, and forgotten', async (verdict, code) => {
    const { sell, payments, decisions } = await openTrustingTill({ ask: () => saying(verdict) })
    expect(await sell(5n)).toBe(code)
    expect(await payments()).toEqual([])
    expect(decisions.map(({ decision }) => answerIn(decision))).toEqual(['online', code])
    for (const { facts, decision } of decisions) expect(decide(POLICY, facts)).toEqual(decision)
  })

  it('is not known of what is signed too late: the offline rules hold', async () => {
    const { sell, payments, ledger } = await openTrustingTill({ ask: () => saying('unheard') })
    expect(await sell(101n)).toBe('RISK_FLOOR')
    expect(await sell(100n)).toBe('taken')
    expect(await payments()).toHaveLength(1)
    expect((await payments())[0]).not.toHaveProperty('online')
    expect(ledger.exposure.total().count).toBe(1)
  })
})

it('a denied card is declined, whatever it has', async () => {
  const denied = { has: () => true, ageAt: () => 0 }
  const { chain, sell } = await openTrustingTill({ denied })
  chain.fund(PAYER, 5000n)
  chain.mine()
  expect(await sell(5n)).toBe('CARD_DENIED')
})

it('the journal has whom each card was taken for, beside the payment', async () => {
  const certificate = { ...CERTIFICATE.content, offlineLimit: 200n, issuer: CERTIFICATE.issuer }
  let shown: typeof certificate | null = null
  const { chain, sell, ledger, decisions } = await openTrustingTill({ certified: () => shown })
  chain.goOffline(true)
  expect(await sell(10n)).toBe('taken')
  shown = certificate
  expect(await sell(20n)).toBe('taken')
  const facts = (await ledger.journal.since(0, 10)).map(({ fact }) => fact)
  expect(facts.flatMap((fact) => (fact.type === 'accepted' ? [fact.standing] : []))).toEqual([
    { kind: 'unknown' },
    { kind: 'certified', issuer: CERTIFICATE.issuer, tier: 2, serial: 347 },
  ])
  // What rescue files and the queue hold is the payment, and that is as it was.
  for (const fact of facts)
    if (fact.type === 'accepted') expect(acceptedPaymentSchema.parse(fact.payment)).toEqual(fact.payment)
  expect(decisions.at(-1)?.facts.standing).toEqual({
    ...{ kind: 'certified', certificate: { offlineLimit: 200n, windowLimit: 60_000_000n } },
  })
})

it('two sales at once do not both have the last of a limit', async () => {
  const { ledger, clock } = await openTill()
  const trust = createTrust({
    ...{ policy: POLICY, ledger, clock, denied: NO_DENY_LISTS, certified: () => null },
    ...{ clockTrust: { state: () => 'trusted' }, ask: () => NOBODY_ASKED },
    ...{ decisions: { write: () => undefined }, log: () => undefined },
  })
  const card = must(
    await selectKeycardCash(inField(emulateKeycardCash({ privateKey: hexToBytes(KEY.slice(2)) }))),
  )
  const ask = () => trust.decide({ card, units: 100n, nonce: `0x${'11'.repeat(32)}`, inquiry: NOBODY_ASKED })
  const [first, second, third] = [await ask(), await ask(), await ask()]
  expect([first.ok, second.ok, third.ok]).toEqual([true, true, false])
  must(first).done()
  expect((await ask()).ok).toBe(true)
})

it('every decision is logged with what it was made from, and can be made again', async () => {
  const { chain, sell, decisions } = await openTrustingTill()
  chain.goOffline(true)
  await sell(100n)
  await sell(101n)
  expect(decisions.map(({ decision }) => answerIn(decision))).toEqual(['offline', 'RISK_FLOOR'])
  for (const { facts, decision } of decisions) expect(decide(POLICY, facts)).toEqual(decision)
})

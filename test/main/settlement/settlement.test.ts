import { describe, expect, it } from 'vitest'
import { fail } from '#src/result.ts'
import { acceptedPayment, account, MERCHANT } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { shopOn, shopWith, statesOf, submitted } from './shop.ts'
import { CONFIRMATIONS } from './till.ts'

const three = [acceptedPayment(1), acceptedPayment(2), acceptedPayment(3)]
const one = acceptedPayment(1)
describe('a batch that the chain takes', () => {
  it('settles whole: signed, then mined, then deep enough', async () => {
    const { chain, till } = await shopWith(...three)

    await submitted(till)
    expect(statesOf(till, three)).toEqual(['submitted', 'submitted', 'submitted'])

    chain.mine()
    await till.settlement.follow()
    expect(statesOf(till, three)).toEqual(['confirmed', 'confirmed', 'confirmed'])

    chain.mine(CONFIRMATIONS - 2)
    const followed = await till.settlement.follow()
    expect(statesOf(till, three)).toEqual(['settled', 'settled', 'settled'])
    expect(followed).toMatchObject({ ok: true, value: { open: 0 } })
    expect(chain.balanceOf(MERCHANT)).toBe(3_000_000n)
  })

  it('is not final one block too early', async () => {
    const { chain, till } = await shopWith(one)
    await submitted(till)
    chain.mine(CONFIRMATIONS - 2)
    await till.settlement.follow()
    expect(till.stateOf(one)).toBe('confirmed')
    chain.mine()
    await till.settlement.follow()
    expect(till.stateOf(one)).toBe('settled')
  })

  it('is not signed when nothing is due', async () => {
    const { chain, till } = await shopWith(one)
    await submitted(till)
    expect(await till.settlement.prepare([one.authorization.nonce])).toEqual({
      ok: true,
      value: { hash: null, entries: [] },
    })
    expect(chain.signedCount()).toBe(1)
  })

  it('is journaled before it is broadcast', async () => {
    const { chain, till } = await shopWith(one)
    const prepared = await till.settlement.prepare(till.due())
    const hash = prepared.ok ? prepared.value.hash : null
    expect(till.payment(one)).toMatchObject({ state: 'submitted', batch: hash })
    expect(hash && chain.broadcasts(hash)).toBe(0)
  })

  it('holds each payment once, however many prepares run at once', async () => {
    const { chain, till } = await shopWith(...three)
    const due = till.due()
    const prepared = await Promise.all([
      till.settlement.prepare([...due, ...due]),
      till.settlement.prepare(due),
      till.settlement.prepare(due),
    ])
    const signed = prepared.filter((each) => each.ok && each.value.hash)
    expect(signed).toHaveLength(1)
    expect(chain.signedCount()).toBe(1)
  })

  it('takes the next account nonce while another batch is pending', async () => {
    const later = acceptedPayment(4)
    const { chain, till } = await shopWith(...three)
    chain.fund(later.authorization.from, later.authorization.value)
    await submitted(till)
    await till.accept(later)
    await submitted(till)
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, [...three, later])).toEqual(['settled', 'settled', 'settled', 'settled'])
  })

  it('is unknown when nobody journaled it', async () => {
    const { till } = await shopWith()
    expect(await till.settlement.broadcast(one.authorization.nonce)).toEqual({
      ok: false,
      error: { code: 'BATCH_UNKNOWN' },
    })
  })
})

describe('a payment that the chain would not pay', () => {
  it('is refused with its reason and holds up nobody', async () => {
    const [poor, ...rich] = three
    if (!poor) throw new Error('no payment')
    const chain = fakeChain()
    for (const { authorization } of rich) chain.fund(authorization.from, authorization.value)
    const { till } = await shopOn(chain, ...three)

    await submitted(till)
    expect(till.payment(poor)).toMatchObject({ state: 'refused', refusal: 'PAYER_NO_FUNDS' })
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, rich)).toEqual(['settled', 'settled'])

    // When the payer tops up, the same payment goes through.
    chain.fund(poor.authorization.from, poor.authorization.value)
    await submitted(till)
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(till.payment(poor)).toMatchObject({ state: 'settled', refusal: null })
    expect(chain.timesPaid(poor)).toBe(1)
  })

  it('may be the second of two by a payer who has money for one', async () => {
    const payer = account(7)
    const pair = [acceptedPayment(1, { from: payer }), acceptedPayment(2, { from: payer })]
    const chain = fakeChain()
    chain.fund(payer, 1_000_000n)
    const { till } = await shopOn(chain, ...pair)
    await submitted(till)
    expect(statesOf(till, pair)).toEqual(['submitted', 'refused'])
  })

  it('may lose its money between dry run and block: back, then refused', async () => {
    const payer = account(7)
    const first = acceptedPayment(1, { from: payer })
    const second = acceptedPayment(2, { from: payer })
    const chain = fakeChain()
    chain.fund(payer, 1_000_000n)
    const { till } = await shopOn(chain, first)
    await submitted(till)
    chain.payByAnotherHand(second)
    chain.mine()
    await till.settlement.follow()
    expect(till.stateOf(first)).toBe('accepted')
    await till.settlement.prepare(till.due())
    expect(till.payment(first)).toMatchObject({ state: 'refused', refusal: 'PAYER_NO_FUNDS' })
  })

  it('stays on its way while no node will search its logs, and holds up nobody', async () => {
    const payer = account(7)
    const first = acceptedPayment(1, { from: payer })
    const second = acceptedPayment(2)
    const rival = acceptedPayment(3, { from: payer })
    const chain = fakeChain()
    chain.fund(payer, 1_000_000n)
    chain.fund(second.authorization.from, 1_000_000n)
    let searches = false
    const picky: FakeChain = {
      ...chain,
      fate: async (...asked) => (searches ? chain.fate(...asked) : fail('RPC_REFUSED', 'range too large')),
    }
    const { till } = await shopOn(picky, first, second)
    await submitted(till)
    chain.payByAnotherHand(rival)
    chain.mine()
    await till.settlement.follow()
    expect(statesOf(till, [first, second])).toEqual(['submitted', 'confirmed'])

    searches = true
    await till.settlement.follow()
    expect(statesOf(till, [first, second])).toEqual(['accepted', 'confirmed'])
  })

  it.each([
    [
      'parked for a blocked account',
      'parked',
      'ACCOUNT_BLOCKED',
      (chain: FakeChain) => chain.block(one.authorization.from),
    ],
    ['refused for a paused token', 'refused', 'TOKEN_PAUSED', (chain: FakeChain) => chain.pause(true)],
    [
      'parked for a cancelled authorization',
      'parked',
      'AUTHORIZATION_SPENT',
      (chain: FakeChain) => chain.cancel(one),
    ],
    [
      'parked for an authorization spent elsewhere',
      'parked',
      'AUTHORIZATION_SPENT',
      (chain: FakeChain) => chain.spendElsewhere(one),
    ],
  ])('is %s', async (_reason, state, refusal, happen) => {
    const { chain, till } = await shopWith(one)
    happen(chain)
    await till.settlement.prepare(till.due())
    expect(till.payment(one)).toMatchObject({ state, refusal })
    expect(chain.signedCount()).toBe(0)
  })

  it('is expired once block time has passed its end, unpaid', async () => {
    const short = acceptedPayment(1, { validBefore: 1_700_000_100 })
    const { chain, till } = await shopWith(short)
    chain.passTime(100)
    await till.settlement.prepare(till.due())
    expect(till.stateOf(short)).toBe('expired')
    expect(chain.signedCount()).toBe(0)
  })

  it('is parked when cancelled while its transaction is pending', async () => {
    const { chain, till } = await shopWith(one)
    await submitted(till)
    chain.cancel(one)
    chain.mine()
    await till.round()
    await till.round()
    expect(till.payment(one)).toMatchObject({ state: 'parked', refusal: 'AUTHORIZATION_SPENT' })
    expect(chain.balanceOf(MERCHANT)).toBe(0n)
  })
})

describe('a payment made by another hand', () => {
  it('is settled by its log pair and never signed', async () => {
    const { chain, till } = await shopWith(one)
    chain.payByAnotherHand(one)
    await till.round()
    expect(till.stateOf(one)).toBe('confirmed')
    chain.mine(CONFIRMATIONS)
    await till.round()
    expect(till.stateOf(one)).toBe('settled')
    expect(chain.signedCount()).toBe(0)
  })

  it('counts although its time is over by now', async () => {
    const short = acceptedPayment(1, { validBefore: 1_700_000_100 })
    const { chain, till } = await shopWith(short)
    chain.payByAnotherHand(short)
    chain.passTime(1000)
    await till.round()
    expect(till.stateOf(short)).toBe('confirmed')
  })

  it('counts although the account is blocked by now', async () => {
    const { chain, till } = await shopWith(one)
    chain.payByAnotherHand(one)
    chain.block(one.authorization.from)
    await till.round()
    chain.mine(CONFIRMATIONS)
    await till.round()
    expect(till.payment(one)).toMatchObject({ state: 'settled', refusal: null })
  })

  it('counts when it came before our own transaction', async () => {
    const { chain, till } = await shopWith(...three)
    await submitted(till)
    chain.payByAnotherHand(one)
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, three)).toEqual(['settled', 'settled', 'settled'])
    expect(three.map(chain.timesPaid)).toEqual([1, 1, 1])
  })

  it('is due again when a reorganisation takes it away', async () => {
    const { chain, till } = await shopWith(one)
    chain.payByAnotherHand(one)
    await till.round()
    chain.reorganise(1)
    await till.settlement.follow()
    expect(till.stateOf(one)).toBe('accepted')
    await submitted(till)
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(till.stateOf(one)).toBe('settled')
    expect(chain.timesPaid(one)).toBe(1)
  })
})

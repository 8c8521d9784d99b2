import { describe, expect, it } from 'vitest'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { shopWith, statesOf, submitted } from './shop.ts'
import { CONFIRMATIONS, GAS_ACCOUNT, REBROADCAST_WAIT_MS } from './till.ts'

const three = [acceptedPayment(1), acceptedPayment(2), acceptedPayment(3)]
const one = acceptedPayment(1)
describe('a transaction on its way', () => {
  it('is never signed again when the answer to its broadcast was lost', async () => {
    const { chain, till } = await shopWith(one)
    chain.loseNextAnswer()
    const hash = await submitted(till)
    await till.round()
    chain.mine(CONFIRMATIONS)
    await till.round()
    expect(till.stateOf(one)).toBe('settled')
    expect(till.payment(one)?.proof?.txHash).toBe(hash)
    expect(chain.signedCount()).toBe(1)
    expect(chain.timesPaid(one)).toBe(1)
  })

  it('is sent again, byte for byte, when the mempool forgot it', async () => {
    const { chain, till } = await shopWith(one)
    const hash = await submitted(till)
    chain.forgetPending()
    await till.clock.advance(REBROADCAST_WAIT_MS)
    await till.settlement.follow()
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(till.stateOf(one)).toBe('settled')
    expect(chain.broadcasts(hash)).toBe(2)
    expect(chain.signedCount()).toBe(1)
  })

  it('is not sent again before a node had time to show it', async () => {
    const { chain, till } = await shopWith(one)
    const hash = await submitted(till)
    for (let i = 0; i < 5; i += 1) await till.settlement.follow()
    expect(chain.broadcasts(hash)).toBe(1)
  })

  it('is sent again although the clock was set back', async () => {
    const { chain, till } = await shopWith(one)
    const hash = await submitted(till)
    chain.forgetPending()
    till.setClock(till.clock.now() - 24 * 3600 * 1000)
    await till.settlement.follow()
    expect(chain.broadcasts(hash)).toBe(2)
  })

  it('is given up when another transaction took its account nonce: signed anew, paid once', async () => {
    const { chain, till } = await shopWith(...three)
    const hash = await submitted(till)
    chain.takeNonce(GAS_ACCOUNT.address)
    await till.settlement.follow()
    expect(statesOf(till, three)).toEqual(['accepted', 'accepted', 'accepted'])

    expect(await submitted(till)).not.toBe(hash)
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, three)).toEqual(['settled', 'settled', 'settled'])
    expect(three.map(chain.timesPaid)).toEqual([1, 1, 1])
  })

  it('goes back when its block does, and lands with the same bytes', async () => {
    const { chain, till } = await shopWith(...three)
    const hash = await submitted(till)
    chain.mine()
    await till.settlement.follow()
    chain.reorganise(1)
    await till.settlement.follow()
    expect(statesOf(till, three)).toEqual(['submitted', 'submitted', 'submitted'])
    expect(till.payment(one)?.proof).toBeNull()

    await till.clock.advance(REBROADCAST_WAIT_MS)
    await till.settlement.follow()
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, three)).toEqual(['settled', 'settled', 'settled'])
    expect(till.payment(one)?.proof?.txHash).toBe(hash)
    expect(chain.signedCount()).toBe(1)
    expect(three.map(chain.timesPaid)).toEqual([1, 1, 1])
  })

  it('keeps its place in the account when a reorganisation was not noticed yet', async () => {
    const later = acceptedPayment(4)
    const { chain, till } = await shopWith(one, later)
    await till.settlement.prepare([one.authorization.nonce]).then(async (prepared) => {
      if (prepared.ok && prepared.value.hash) await till.settlement.broadcast(prepared.value.hash)
    })
    chain.mine()
    await till.settlement.follow()
    chain.reorganise(1)
    await submitted(till)
    await till.clock.advance(REBROADCAST_WAIT_MS)
    await till.settlement.follow()
    await till.settlement.follow()
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, [one, later])).toEqual(['settled', 'settled'])
    expect(chain.signedCount()).toBe(2)
  })

  it('does not wait for ever behind an account nonce that nobody holds any more', async () => {
    const [first, second, third] = [acceptedPayment(1), acceptedPayment(2), acceptedPayment(3)]
    const { chain, till } = await shopWith(first, second)
    chain.fund(third.authorization.from, third.authorization.value)
    // Given two batches, and the first one's nonce taken by a stranger's transaction
    await till.settlement.prepare([first.authorization.nonce])
    await till.settlement.prepare([second.authorization.nonce])
    chain.takeNonce(GAS_ACCOUNT.address)
    await till.settlement.follow()
    expect(statesOf(till, [first, second])).toEqual(['accepted', 'submitted'])
    // When a reorganisation removes that transaction again
    chain.forgetPending()
    chain.reorganise(1)
    // Then the gap is filled and both land
    for (let i = 0; i < 4; i += 1) {
      await till.clock.advance(REBROADCAST_WAIT_MS)
      await till.round()
      chain.mine(CONFIRMATIONS)
    }
    expect(statesOf(till, [first, second])).toEqual(['settled', 'settled'])
  })

  it('holds up no other when its bytes are refused', async () => {
    const later = acceptedPayment(2)
    const { chain, till } = await shopWith(one)
    chain.fund(later.authorization.from, later.authorization.value)
    await submitted(till)
    chain.mine()
    await till.settlement.follow()
    // Given one payment confirmed, and a second whose broadcast every node refuses
    await till.accept(later)
    chain.refuseBroadcasts(true)
    await till.settlement.prepare(till.due())
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, [one, later])).toEqual(['settled', 'submitted'])
    // When fees fall, it lands as well
    chain.refuseBroadcasts(false)
    await till.settlement.follow()
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(till.stateOf(later)).toBe('settled')
  })
})

describe('the network away', () => {
  it('changes nothing and says so', async () => {
    const { chain, till } = await shopWith(one)
    chain.goOffline(true)
    const away = { ok: false, error: { code: 'RPC_UNREACHABLE' } }
    expect(await till.settlement.prepare(till.due())).toEqual(away)
    expect(till.stateOf(one)).toBe('accepted')

    chain.goOffline(false)
    const hash = await submitted(till)
    chain.goOffline(true)
    expect(await till.settlement.follow()).toEqual(away)
    await till.clock.advance(REBROADCAST_WAIT_MS)
    expect(await till.settlement.broadcast(hash)).toEqual(away)
    expect(till.stateOf(one)).toBe('submitted')
  })

  it('is not asked at all while nothing is on its way', async () => {
    const { chain, till } = await shopWith(one)
    chain.goOffline(true)
    expect(await till.settlement.follow()).toEqual({ ok: true, value: { open: 0, entries: [] } })
  })
})

import { describe, expect, it, onTestFinished } from 'vitest'
import { createDebts } from '#main/sale/debts.ts'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment, account } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { openMemoryLedger, removeJournal } from '../settlement/memory-ledger.ts'
import { statesOf } from '../settlement/shop.ts'
import { openTill, type Till } from '../settlement/till.ts'

const PAYER = account(7)
const pay = (n: number, value = 100n, from = PAYER) => acceptedPayment(n, { from, value })

/** A shop whose customer had nothing when the first payments were sent. Its ledger answers at once. */
async function shopThatIsOwed(...owed: ReturnType<typeof pay>[]) {
  const chain = fakeChain()
  let isHeld = false
  const till = await openTill('owed', chain, undefined, { open: openMemoryLedger, isHeld: () => isHeld })
  onTestFinished(() => void removeJournal('owed'))
  await till.accept(...owed)
  await till.settlement.prepare(till.due())
  const { ledger, settlement, clock } = till
  const debts = createDebts({ ledger, chain, settlement, clock })
  const hold = () => {
    isHeld = true
  }
  return { chain, till, debts, owed, hold }
}

/** The block comes only while somebody waits for it. */
async function settled(paying: Promise<unknown>, { chain, till }: { chain: FakeChain; till: Till }) {
  await till.clock.advance(0)
  chain.mine()
  await till.clock.advance(500)
  return paying
}

describe('with the money there', () => {
  it('sends the old payment, and tells when the chain has it', async () => {
    const shop = await shopThatIsOwed(pay(1))
    shop.chain.fund(PAYER, 150n)
    const paying = shop.debts.settle(PAYER, 50n)
    expect(await settled(paying, shop)).toEqual(ok())
    expect(statesOf(shop.till, shop.owed)).toEqual(['confirmed'])
    expect(shop.chain.timesPaid(pay(1))).toBe(1)
    expect(shop.chain.balanceOf(PAYER)).toBe(50n)
    expect(await shop.debts.settle(PAYER, 50n)).toEqual(ok())
    expect(shop.chain.signedCount()).toBe(1)
  })

  it('sends all that is owed in one transaction', async () => {
    const shop = await shopThatIsOwed(pay(1), pay(2, 30n))
    shop.chain.fund(PAYER, 131n)
    expect(await settled(shop.debts.settle(PAYER, 1n), shop)).toEqual(ok())
    expect(statesOf(shop.till, shop.owed)).toEqual(['confirmed', 'confirmed'])
    expect(shop.chain.signedCount()).toBe(1)
  })

  it('waits four seconds for a block and no longer: what is on its way is followed as ever', async () => {
    const { chain, till, debts, owed } = await shopThatIsOwed(pay(1))
    chain.fund(PAYER, 100n)
    let isTold = false
    const paying = debts.settle(PAYER, 0n).then((paid) => {
      isTold = true
      return paid
    })
    await till.clock.advance(3999)
    expect(isTold).toBe(false)
    await till.clock.advance(1)
    expect(await paying).toEqual(ok())
    expect(statesOf(till, owed)).toEqual(['submitted'])
    chain.mine()
    await till.settlement.follow()
    expect(statesOf(till, owed)).toEqual(['confirmed'])
  })

  it('whoever sends it first, it is sent once', async () => {
    const shop = await shopThatIsOwed(pay(1))
    shop.chain.fund(PAYER, 100n)
    const [id] = shop.till.due()
    const both = [shop.debts.settle(PAYER, 0n), shop.debts.settle(PAYER, 0n)]
    await shop.till.settlement.prepare(id ? [id] : [])
    expect(await settled(Promise.all(both), shop)).toEqual([ok(), ok()])
    for (let i = 0; i < 3; i += 1) {
      await shop.till.round()
      shop.chain.mine()
    }
    expect([shop.chain.signedCount(), shop.chain.timesPaid(pay(1))]).toEqual([1, 1])
  })

  it('survives an answer that is lost: the bytes are in the journal', async () => {
    const shop = await shopThatIsOwed(pay(1))
    shop.chain.fund(PAYER, 100n)
    shop.chain.loseNextAnswer()
    expect(await settled(shop.debts.settle(PAYER, 0n), shop)).toEqual(ok())
    expect(shop.chain.timesPaid(pay(1))).toBe(1)
  })
})

describe('without it', () => {
  it('says what is missing for the debt and the new sale, and sends nothing', async () => {
    const { chain, debts } = await shopThatIsOwed(pay(1))
    chain.fund(PAYER, 120n)
    const debt = {
      owed: { asset: pay(1).asset, units: 100n },
      units: 100n,
      payments: 1,
      since: pay(1).acceptedAt,
    }
    expect(await debts.settle(PAYER, 50n)).toEqual({
      ok: false,
      error: { code: 'CARD_NO_FUNDS', debt, missing: 30n },
    })
    expect(chain.signedCount()).toBe(0)
  })

  it('counts what is on its way as spent, until it is seen to be mined', async () => {
    const shop = await shopThatIsOwed(pay(1))
    const { chain, till, debts } = shop
    const other = pay(2, 40n)
    chain.fund(PAYER, 140n)
    await till.accept(other)
    const prepared = await till.settlement.prepare([other.authorization.nonce])
    if (!prepared.ok || !prepared.value.hash) throw new Error('nothing was signed')
    await till.settlement.broadcast(prepared.value.hash)
    expect(await debts.settle(PAYER, 1n)).toMatchObject({ error: { missing: 1n } })
    chain.mine()
    expect(await debts.settle(PAYER, 1n)).toMatchObject({ error: { missing: 1n } })
    expect(await settled(debts.settle(PAYER, 0n), shop)).toEqual(ok())
  })

  it('says so where the money went elsewhere at the last moment', async () => {
    const { chain, till, owed } = await shopThatIsOwed(pay(1))
    const late = createDebts({
      ...till,
      chain: { tokenBalance: async () => ok(100n) },
    })
    expect(await late.settle(PAYER, 0n)).toMatchObject({
      error: { code: 'CARD_NO_FUNDS', debt: { units: 100n } },
    })
    expect(statesOf(till, owed)).toEqual(['refused'])
    expect(chain.signedCount()).toBe(0)
  })
})

it('tells why nothing can be sent now, and all stays as it is', async () => {
  const { chain, till, debts, owed } = await shopThatIsOwed(pay(1))
  chain.fund(PAYER, 100n)
  chain.goOffline(true)
  expect(await debts.settle(PAYER, 0n)).toEqual(fail('RPC_UNREACHABLE'))
  chain.goOffline(false)
  chain.limitFees(1)
  expect(await debts.settle(PAYER, 0n)).toEqual(fail('FEES_TOO_HIGH'))
  chain.limitFees(100)
  chain.pause(true)
  expect(await debts.settle(PAYER, 0n)).toEqual(fail('TOKEN_PAUSED'))
  expect(statesOf(till, owed)).toEqual(['refused'])
})

it('does not send what somebody is about to take back', async () => {
  const { chain, debts, hold } = await shopThatIsOwed(pay(1))
  chain.fund(PAYER, 100n)
  hold()
  expect(await debts.settle(PAYER, 0n)).toEqual(fail('TERMINAL_BUSY'))
  expect(chain.signedCount()).toBe(0)
})

it('what has expired is owed no more', async () => {
  const short = acceptedPayment(1, { from: PAYER, value: 100n, validBefore: 1_700_000_100 })
  const { chain, till, debts, owed } = await shopThatIsOwed(short)
  chain.fund(PAYER, 100n)
  chain.passTime(1000)
  expect(await debts.settle(PAYER, 0n)).toEqual(ok())
  expect(statesOf(till, owed)).toEqual(['expired'])
  expect(chain.timesPaid(short)).toBe(0)
})

import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SettlementChain } from '#src/chain/port.ts'
import type { Batch, Fact } from '#src/journal/entry.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { acceptedPayment, id, MERCHANT } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { shopWith, statesOf } from './shop.ts'
import { CONFIRMATIONS, openTill, REBROADCAST_WAIT_MS, type Till, type TillOptions } from './till.ts'

const BY = { id: 'dana', name: 'Дана' }
const SIGNATURE = `0x${'22'.repeat(64)}1c` as const

const voided = ({ authorization }: AcceptedPayment, withCard = false): Fact => ({
  type: 'voided',
  id: authorization.nonce,
  by: BY,
  cancellation: withCard ? SIGNATURE : null,
})

/** Rounds and blocks, as long as anything could still need. */
async function goOn(till: Till, chain: FakeChain, rounds = 6): Promise<void> {
  for (let i = 0; i < rounds; i += 1) {
    await till.round()
    chain.mine(CONFIRMATIONS)
    await till.clock.advance(4 * REBROADCAST_WAIT_MS)
  }
}

const [first, second] = [acceptedPayment(1), acceptedPayment(2)]

/** A till whose chain takes a while, so that something else happens meanwhile. */
async function slowTill(
  meanwhile: Partial<Record<'dryRun' | 'signBatch', (till: Till) => Promise<unknown>>>,
) {
  const chain = fakeChain()
  for (const { authorization } of [first, second]) chain.fund(authorization.from, authorization.value)
  const seenChain = (world: SettlementChain): SettlementChain => ({
    ...world,
    async dryRun(...asked) {
      const answer = await world.dryRun(...asked)
      await meanwhile.dryRun?.(till)
      return answer
    },
    async signBatch(...asked) {
      const answer = await world.signBatch(...asked)
      await meanwhile.signBatch?.(till)
      return answer
    },
  })
  const till = await openTill(join(emptyFolder(), 'journal'), chain, undefined, { seenChain })
  onTestFinished(till.close)
  await till.accept(first, second)
  return { chain, till }
}

test.each(['dryRun', 'signBatch'] as const)(
  'a payment that is taken back during %s is not sent, and the others are in the next batch',
  async (when) => {
    const { chain, till } = await slowTill({ [when]: (open: Till) => open.ledger.record(voided(first)) })
    const prepared = await till.settlement.prepare(till.due())
    if (!prepared.ok) throw new Error(prepared.error.code)
    const sent = till.ledger.batches().flatMap(({ payments }) => payments)
    expect(sent).not.toContain(id(1))
    await goOn(till, chain)
    expect(statesOf(till, [first, second])).toEqual(['voided', 'settled'])
    expect([first, second].map(chain.timesPaid)).toEqual([0, 1])
    expect(chain.noncesOf(first)).toEqual([])
  },
)

test('the ledger itself takes no batch with a payment that was taken back', async () => {
  const { till } = await shopWith(first, second)
  await till.ledger.record(voided(first))
  const batch: Batch = {
    ...{ hash: id(9), raw: '0x02', account: MERCHANT, accountNonce: 0, signedAtBlock: 0 },
    payments: [id(1), id(2)],
  }
  const fact: Fact = { type: 'submitted', batch }
  expect(await till.ledger.record(fact)).toMatchObject({ ok: false })
  expect(till.ledger.batches()).toEqual([])
  expect(statesOf(till, [first, second])).toEqual(['voided', 'accepted'])
})

test('what is in a batch already cannot be taken back', async () => {
  const { chain, till } = await shopWith(first)
  await till.settlement.prepare(till.due())
  expect(await till.ledger.record(voided(first))).toMatchObject({ ok: false })
  await goOn(till, chain)
  expect(till.stateOf(first)).toBe('settled')
})

test('a payment that is held is left out, also when its batch is being signed', async () => {
  const held = new Set<string>()
  const chain = fakeChain()
  for (const { authorization } of [first, second]) chain.fund(authorization.from, authorization.value)
  const options: TillOptions = { isHeld: (each) => held.has(each) }
  const till = await openTill(join(emptyFolder(), 'journal'), chain, undefined, options)
  onTestFinished(till.close)
  await till.accept(first, second)
  held.add(id(1))
  await till.round()
  expect(statesOf(till, [first, second])).toEqual(['accepted', 'submitted'])
  held.clear()
  await till.round()
  expect(till.stateOf(first)).toBe('submitted')
})

test('the payer’s cancellation goes to the chain, and nobody can collect any more', async () => {
  const { chain, till } = await shopWith(first)
  await till.ledger.record(voided(first, true))
  const followed = await till.settlement.follow()
  expect(followed).toMatchObject({ ok: true, value: { open: 1 } })
  chain.mine()
  await till.clock.advance(REBROADCAST_WAIT_MS)
  await till.settlement.follow()
  // Not yet: its block may be taken back.
  expect(till.stateOf(first)).toBe('voided')
  await goOn(till, chain)
  expect(till.stateOf(first)).toBe('cancelled')
  chain.payByAnotherHand(first)
  expect(chain.timesPaid(first)).toBe(0)
  expect(till.ledger.returns().voids).toEqual([])
  expect(till.ledger.batches()).toEqual([])
  expect(await till.settlement.follow()).toMatchObject({ ok: true, value: { open: 0, entries: [] } })
})

test('a cancellation that was journaled and not sent is sent after a restart', async () => {
  const chain = fakeChain()
  chain.fund(first.authorization.from, first.authorization.value)
  const dir = join(emptyFolder(), 'journal')
  const before = await openTill(dir, chain)
  await before.accept(first)
  await before.ledger.record(voided(first, true))
  chain.refuseBroadcasts(true)
  await before.settlement.follow()
  expect(before.ledger.batches()).toMatchObject([{ payments: [], cancels: [id(1)] }])
  await before.close()

  chain.refuseBroadcasts(false)
  const after = await openTill(dir, chain)
  onTestFinished(after.close)
  expect(after.ledger.batches()).toMatchObject([{ payments: [], cancels: [id(1)] }])
  await goOn(after, chain)
  expect(after.stateOf(first)).toBe('cancelled')
  expect(chain.signedCount()).toBe(1)
})

test('a stuck cancellation is outbid and still cancels', async () => {
  const { chain, till } = await shopWith(first)
  await till.ledger.record(voided(first, true))
  await till.settlement.follow()
  chain.setBaseFee(100)
  for (let i = 0; i < 2; i += 1) {
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    await till.clock.advance(2 * REBROADCAST_WAIT_MS)
  }
  expect(till.ledger.batches().map(({ cancels }) => cancels)).toEqual([[id(1)], [id(1)]])
  await goOn(till, chain)
  expect(till.stateOf(first)).toBe('cancelled')
})

test('a cancellation that the token does not take now holds up nobody, and is sent later', async () => {
  const { chain, till } = await shopWith(first, second)
  await till.ledger.record(voided(first, true))
  chain.pause(true)
  await goOn(till, chain, 2)
  expect(till.ledger.batches()).toEqual([])
  chain.pause(false)
  await goOn(till, chain, 8)
  expect(statesOf(till, [first, second])).toEqual(['cancelled', 'settled'])
})

test('who has a copy collects a payment that was voided without the card: the shop has the money to give back', async () => {
  const { chain, till } = await shopWith(first)
  await till.ledger.record(voided(first))
  await till.settlement.follow()
  chain.payByAnotherHand(first)
  await goOn(till, chain, 2)
  expect(till.payment(first)).toMatchObject({ state: 'settled', voided: true })
  expect(chain.balanceOf(MERCHANT)).toBe(1_000_000n)
  expect(till.ledger.returns().voids).toEqual([])
})

test('a block that is taken back leaves the payment voided, and it is never sent', async () => {
  const { chain, till } = await shopWith(first)
  await till.ledger.record(voided(first))
  chain.payByAnotherHand(first)
  await till.settlement.follow()
  expect(till.stateOf(first)).toBe('confirmed')
  chain.reorganise(1)
  await goOn(till, chain)
  expect(till.payment(first)).toMatchObject({ state: 'voided', proof: null })
  expect(chain.signedCount()).toBe(0)
})

test('a void is watched until its time is over', async () => {
  const payment = acceptedPayment(1, { validBefore: 1_700_001_000 })
  const { chain, till } = await shopWith(payment)
  await till.ledger.record(voided(payment))
  chain.passTime(1000)
  await goOn(till, chain, 1)
  expect(till.ledger.returns().voids).toHaveLength(1)
  chain.passTime(2 * 3600)
  await goOn(till, chain, 4)
  expect(till.ledger.returns().voids).toEqual([])
  expect(till.stateOf(payment)).toBe('voided')
})

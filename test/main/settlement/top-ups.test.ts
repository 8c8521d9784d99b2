import { expect, it } from 'vitest'
import { acceptedPayment, account } from '../../fakes/accepted.ts'
import { fakeChain } from '../../fakes/chain.ts'
import { shopOn, statesOf, submitted } from './shop.ts'
import { CONFIRMATIONS, type Till } from './till.ts'

const PAYER = account(7)
const pay = (n: number, value = 100n, from = PAYER) => acceptedPayment(n, { from, value })
const idOf = ({ authorization }: ReturnType<typeof pay>) => authorization.nonce
const refuseAll = (till: Till) => till.settlement.prepare(till.due())

it('names a refused payment when its payer has the money, and then it settles', async () => {
  const chain = fakeChain()
  const debt = pay(1)
  const { till } = await shopOn(chain, debt)
  await refuseAll(till)
  expect(await till.settlement.toppedUp()).toEqual([])
  chain.fund(PAYER, 99n)
  expect(await till.settlement.toppedUp()).toEqual([])
  chain.fund(PAYER, 1n)
  const named = await till.settlement.toppedUp()
  expect(named).toEqual([idOf(debt)])
  await submitted(till)
  chain.mine(CONFIRMATIONS)
  await till.settlement.follow()
  expect(statesOf(till, [debt])).toEqual(['settled'])
  expect(chain.timesPaid(debt)).toBe(1)
  expect(await till.settlement.toppedUp()).toEqual([])
})

it('names as many as the balance pays, those that end first, less what is on its way', async () => {
  const chain = fakeChain()
  const [late, soon] = [pay(1), acceptedPayment(2, { from: PAYER, value: 100n, validBefore: 3_000_000_000 })]
  const { till } = await shopOn(chain, late, soon)
  await refuseAll(till)
  chain.fund(PAYER, 150n)
  expect(await till.settlement.toppedUp()).toEqual([idOf(soon)])
  const prepared = await till.settlement.prepare([idOf(soon)])
  expect(prepared).toMatchObject({ ok: true })
  // The chain still shows 150, of which 100 are in a transaction.
  expect(await till.settlement.toppedUp()).toEqual([])
  chain.fund(PAYER, 50n)
  expect(await till.settlement.toppedUp()).toEqual([idOf(late)])
})

it('does not name one again that was refused all the same, before the balance rises', async () => {
  const chain = fakeChain()
  const debt = pay(1)
  const { till } = await shopOn(chain, debt)
  await refuseAll(till)
  chain.fund(PAYER, 100n)
  chain.pause(true)
  expect(await till.settlement.toppedUp()).toEqual([idOf(debt)])
  // Nobody tried it, as in a pause: it is named again.
  expect(await till.settlement.toppedUp()).toEqual([idOf(debt)])
  await till.record({ type: 'refused', refusals: [{ id: idOf(debt), code: 'PAYER_NO_FUNDS' }] })
  await till.settlement.prepare([])
  expect(await till.settlement.toppedUp()).toEqual([idOf(debt)])
  await till.settlement.prepare([idOf(debt)])
  // What the token says while it is paused is no lack of funds, and waiting for that is the back-off's.
  expect(till.payment(debt)?.refusal).toBe('TOKEN_PAUSED')
  await till.record({ type: 'refused', refusals: [{ id: idOf(debt), code: 'PAYER_NO_FUNDS' }] })
  expect(await till.settlement.toppedUp()).toEqual([])
  chain.fund(PAYER, 1n)
  expect(await till.settlement.toppedUp()).toEqual([idOf(debt)])
})

it('asks for five balances at a time, and for everybody in turn', async () => {
  const chain = fakeChain()
  const debts = Array.from({ length: 12 }, (_, i) => pay(i + 1, 100n, account(100 + i)))
  const { till } = await shopOn(chain, ...debts)
  await refuseAll(till)
  for (const { authorization } of debts) chain.fund(authorization.from, 100n)
  const looks = [await till.settlement.toppedUp(), await till.settlement.toppedUp()]
  const last = await till.settlement.toppedUp()
  expect([...looks, last].map((ids) => ids.length)).toEqual([5, 5, 2])
  expect(new Set([...looks.flat(), ...last])).toEqual(new Set(debts.map(idOf)))
})

it('names nobody where the chain does not answer', async () => {
  const chain = fakeChain()
  const { till } = await shopOn(chain, pay(1))
  await refuseAll(till)
  chain.fund(PAYER, 100n)
  chain.goOffline(true)
  expect(await till.settlement.toppedUp()).toEqual([])
})

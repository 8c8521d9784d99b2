import { join } from 'node:path'
import { expect, it } from 'vitest'
import { acceptedPayment, MERCHANT } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { inEmptyFolder } from '../../fakes/folder.ts'
import { CONFIRMATIONS, openTill, REBROADCAST_WAIT_MS, type Till } from './till.ts'
import { Crash, crashAt, NO_TRIPWIRE } from './tripwire.ts'

const poor = acceptedPayment(3)
const paidByOthers = acceptedPayment(4)
const payments = [acceptedPayment(1), acceptedPayment(2), poor, paidByOthers]

function world(): FakeChain {
  const chain = fakeChain()
  for (const { authorization } of payments)
    if (authorization.nonce !== poor.authorization.nonce) chain.fund(authorization.from, authorization.value)
  return chain
}

/** A day at the till: a batch, one paid by another hand, a block that goes back, and one who pays later. */
async function day(till: Till, chain: FakeChain): Promise<void> {
  await till.round()
  chain.payByAnotherHand(paidByOthers)
  chain.mine()
  await till.round()
  chain.reorganise(1)
  await till.round()
  chain.fund(poor.authorization.from, poor.authorization.value)
  await till.round()
}

/** What any till does in the end, whatever happened to the one before it. */
async function goOn(till: Till, chain: FakeChain): Promise<void> {
  chain.fund(poor.authorization.from, poor.authorization.value)
  for (let i = 0; i < 6; i += 1) {
    await till.round()
    chain.mine(CONFIRMATIONS)
    await till.clock.advance(REBROADCAST_WAIT_MS)
  }
}

/** True when the program lived to the end of its day. */
async function crashesAt(nth: number, when: 'before' | 'after'): Promise<boolean> {
  return inEmptyFolder(async (folder) => {
    const dir = join(folder, 'journal')
    const chain = world()
    const first = await openTill(dir, chain, NO_TRIPWIRE)
    await first.accept(...payments)
    await first.close()

    const doomed = await openTill(dir, chain, crashAt(nth, when))
    const lived = await day(doomed, chain).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Crash)) throw error
        return false
      },
    )
    await doomed.close()

    const reopened = await openTill(dir, chain)
    await goOn(reopened, chain)
    const end = { states: payments.map(reopened.stateOf), paid: payments.map(chain.timesPaid) }
    await reopened.close()
    expect({ nth, ...end }).toEqual({
      nth,
      states: payments.map(() => 'settled'),
      paid: payments.map(() => 1),
    })
    expect(chain.balanceOf(MERCHANT)).toBe(4_000_000n)
    return lived
  })
}

it.each(['before', 'after'] as const)(
  'pays every payment once, wherever the program is killed, %s each of its effects',
  async (when) => {
    let steps = 1
    while (!(await crashesAt(steps, when))) steps += 1
    // A day that never reaches the chain would prove nothing.
    expect(steps).toBeGreaterThan(20)
  },
)

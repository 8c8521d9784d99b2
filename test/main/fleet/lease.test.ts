import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { HandedStep } from '#main/fleet/cursor.ts'
import { createHandOver, type HandOver } from '#main/fleet/hand-over.ts'
import { applyOutcome } from '#main/fleet/outcomes.ts'
import type { Outcome } from '#src/fleet/outcome.ts'
import { ok } from '#src/result.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { fakeChain } from '../../fakes/chain.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { openTill, type Till } from '../settlement/till.ts'

const LEASE = 600_000
const payment = acceptedPayment(1)

/** A till whose one payment the fleet has taken a moment ago. */
async function handedOver() {
  const chain = fakeChain()
  chain.fund(payment.authorization.from, payment.authorization.value)
  let handOver: HandOver | undefined
  let steps: readonly HandedStep[] = []
  const till: Till = await openTill(join(emptyFolder(), 'journal'), chain, undefined, {
    isHeld: (each) => handOver?.isHeld(each) ?? false,
  })
  onTestFinished(till.close)
  const made = createHandOver({
    ...{ payment: till.ledger.payment, steps: () => steps, clock: till.clock, leaseMs: LEASE },
    ...{ alarmMs: 86_400_000, isForwarding: () => false, isUnsure: () => false },
  })
  handOver = made
  await till.accept(payment)
  steps = made.stepsWith(await till.ledger.journal.since(1, 1))
  const hear = (outcome: Outcome) =>
    applyOutcome(
      { ledger: till.ledger, handOver: made, onWritten: () => undefined, log: () => undefined },
      outcome,
    )
  return { chain, till, hear }
}

test('what the fleet has needs neither the key nor the chain', async () => {
  const { chain, till } = await handedOver()
  chain.goOffline(true)
  expect(await till.settlement.prepare([id(1)])).toEqual(ok({ hash: null, entries: [] }))
})

test('the terminal sends nothing of it before the lease is over, and then it does', async () => {
  const { till } = await handedOver()
  await till.round()
  await till.clock.advance(LEASE - 1)
  await till.round()
  expect(till.stateOf(payment)).toBe('accepted')
  await till.clock.advance(1)
  await till.round()
  expect(till.stateOf(payment)).toBe('submitted')
})

test('a settler that has it in a transaction gets more time; one that gives it back gets none', async () => {
  const { till, hear } = await handedOver()
  await till.clock.advance(LEASE - 1)
  await hear({ type: 'submitted', ids: [id(1)], hash: id(0x7a) })
  await till.clock.advance(LEASE - 1)
  await till.round()
  expect(till.stateOf(payment)).toBe('accepted')
  await hear({ type: 'returned', ids: [id(1)] })
  await till.round()
  expect(till.stateOf(payment)).toBe('submitted')
})

test('what a settler has paid without a word is found paid, and is paid once', async () => {
  const { chain, till } = await handedOver()
  chain.payByAnotherHand(payment)
  await till.clock.advance(LEASE)
  await till.round()
  await till.round()
  expect(till.stateOf(payment)).toBe('confirmed')
  expect(chain.timesPaid(payment)).toBe(1)
})

import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLedger } from '#main/ledger/ledger.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { PATIENCE, settleAll } from '../../cli/rounds.ts'
import { acceptedPayment, account, id } from '../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../fakes/chain.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'

const GAS = { address: account(0x9a5), privateKey: id(0x9a5) }

/** Whoever waits for it finds the time gone by at once. */
function hurriedClock(): Clock {
  let now = 1_700_000_000_000
  return {
    now: () => now,
    after(ms, task) {
      const soon = setImmediate(() => {
        now += ms
        task()
      })
      return () => clearImmediate(soon)
    },
  }
}

/** A laptop with these payments in its journal; `onRound` is what the world does meanwhile. */
async function laptop(
  chain: FakeChain,
  payments: readonly AcceptedPayment[],
  onRound: (round: number) => void = () => chain.mine(),
) {
  const clock = hurriedClock()
  const ledger = must(
    await openLedger(join(emptyFolder(), 'journal'), {
      clock,
      randomBytes: (n) => new Uint8Array(n),
      log: () => undefined,
    }),
  )
  onTestFinished(ledger.close)
  for (const payment of payments)
    must(await ledger.record({ type: 'rescued', payment, terminalId: 'apple-2' }))
  let rounds = 0
  const done = settleAll({
    ledger,
    settlement: createSettlement({
      ...{ ledger, chain, clock },
      gasAccount: () => ok(GAS),
      policy: { confirmations: 3, finality: 'confirmations', alarmMs: 0 },
    }),
    ids: payments.map(({ authorization }) => authorization.nonce),
    clock,
    onRound: () => {
      rounds += 1
      onRound(rounds)
    },
  })
  return {
    states: () => payments.map(({ authorization }) => ledger.payment(authorization.nonce)?.state),
    rounds: () => rounds,
    batches: async () =>
      (await ledger.journal.since(0, 10_000)).flatMap(({ fact }) =>
        fact.type === 'submitted' ? [fact.batch.payments] : [],
      ),
    ended: () => done,
  }
}

const funded = (chain: FakeChain, ...payments: AcceptedPayment[]) => {
  for (const { authorization } of payments) chain.fund(authorization.from, authorization.value)
  return payments
}

test('settles all, each once', async () => {
  const chain = fakeChain()
  const payments = funded(chain, acceptedPayment(1), acceptedPayment(2), acceptedPayment(3))
  const { ended, states } = await laptop(chain, payments)
  expect(await ended()).toEqual(ok())
  expect(states()).toEqual(['settled', 'settled', 'settled'])
  expect(payments.map(chain.timesPaid)).toEqual([1, 1, 1])
})

test('sends a hundred at a time, those that end first before all', async () => {
  const chain = fakeChain()
  const payments = funded(
    chain,
    ...Array.from({ length: 150 }, (_, i) => acceptedPayment(i + 1, { validBefore: 3_000_000_000 - i })),
  )
  const { ended, batches } = await laptop(chain, payments)
  expect(await ended()).toEqual(ok())
  const earliestFirst = payments.map(({ authorization }) => authorization.nonce).reverse()
  expect(await batches()).toEqual([earliestFirst.slice(0, 100), earliestFirst.slice(100)])
})

test('what the chain refuses keeps its reason, is asked about once, and holds up no other', async () => {
  const chain = fakeChain()
  const [good, cancelled, late] = funded(
    chain,
    acceptedPayment(1),
    acceptedPayment(2),
    acceptedPayment(3, { validBefore: 1 }),
  )
  if (!good || !cancelled || !late) throw new Error('three payments')
  chain.cancel(cancelled)
  const poor = acceptedPayment(4)
  const { ended, states } = await laptop(chain, [good, cancelled, late, poor])
  expect(await ended()).toEqual(ok())
  expect(states()).toEqual(['settled', 'parked', 'expired', 'refused'])
})

test('what was paid by another hand is found and not paid again', async () => {
  const chain = fakeChain()
  const [first, second] = funded(chain, acceptedPayment(1), acceptedPayment(2))
  if (!first || !second) throw new Error('two payments')
  chain.payByAnotherHand(first)
  const { ended, states } = await laptop(chain, [first, second])
  expect(await ended()).toEqual(ok())
  expect(states()).toEqual(['settled', 'settled'])
  expect([first, second].map(chain.timesPaid)).toEqual([1, 1])
})

test('a network that comes back within half a minute is waited for', async () => {
  const chain = fakeChain()
  const payments = funded(chain, acceptedPayment(1))
  chain.goOffline(true)
  const { ended, states } = await laptop(chain, payments, (round) => {
    chain.goOffline(round < PATIENCE - 1)
    chain.mine()
  })
  expect(await ended()).toEqual(ok())
  expect(states()).toEqual(['settled'])
})

test('a network that stays away ends it with its reason', async () => {
  const chain = fakeChain()
  chain.goOffline(true)
  const { ended, states, rounds } = await laptop(chain, [acceptedPayment(1)])
  expect(await ended()).toEqual(fail('RPC_UNREACHABLE'))
  expect(states()).toEqual(['accepted'])
  expect(rounds()).toBe(PATIENCE)
})

test('an account without money for gas ends it at once', async () => {
  const chain: FakeChain = { ...fakeChain(), signBatch: async () => fail('GAS_TOO_LOW') }
  const { ended, rounds } = await laptop(chain, funded(chain, acceptedPayment(1)))
  expect(await ended()).toEqual(fail('GAS_TOO_LOW'))
  expect(rounds()).toBe(1)
})

test('what was sent before the gas ran out is followed to its end', async () => {
  const chain = fakeChain()
  const signBatch = chain.signBatch
  let signed = 0
  const draining: FakeChain = {
    ...chain,
    signBatch: async (...args) => {
      signed += 1
      return signed > 1 ? fail('GAS_TOO_LOW') : signBatch(...args)
    },
  }
  const payments = funded(chain, ...Array.from({ length: 101 }, (_, i) => acceptedPayment(i + 1)))
  const { ended, states } = await laptop(draining, payments)
  expect(await ended()).toEqual(fail('GAS_TOO_LOW'))
  expect(states()).toEqual([...new Array(100).fill('settled'), 'accepted'])
})

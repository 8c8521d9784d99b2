import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { PAYMENT_STATES, type PaymentState } from '#src/payment/states.ts'
import { acceptedPayment, MERCHANT } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { openMemoryLedger, removeJournal } from './memory-ledger.ts'
import { calmDown, wrongEnds } from './reference.ts'
import { CONFIRMATIONS, GAS_ACCOUNT, openTill, REBROADCAST_WAIT_MS, type Till } from './till.ts'
import { Crash, crashAt, NO_TRIPWIRE, type Tripwire } from './tripwire.ts'

/** A story's payments: value by receipt number, so that sums tell which were paid. The third ends soon. */
const PAYMENTS = Array.from({ length: 6 }, (_, i) =>
  acceptedPayment(i + 1, { value: 10n ** BigInt(i), ...(i === 2 && { validBefore: 1_700_001_000 }) }),
)
const LAST = acceptedPayment(7, { value: 10n ** 6n })

const FOLDER = 'memory'

interface Story {
  readonly chain: FakeChain
  till: Till
  accepted: number
}

/** The payment that was accepted last, when there is one. */
const withNewest =
  (happen: (chain: FakeChain, payment: AcceptedPayment) => void) =>
  ({ chain, accepted }: Story) => {
    const payment = PAYMENTS[accepted - 1]
    if (payment) happen(chain, payment)
  }

const EVENTS: Readonly<Record<string, (story: Story) => void | Promise<void>>> = {
  accept: acceptNext,
  'settle a round': (story) => story.till.round(),
  'follow only': async (story) => {
    await story.till.settlement.follow()
  },
  'prepare twice at once': async ({ till }) => {
    await Promise.all([till.settlement.prepare(till.due()), till.settlement.prepare(till.due())])
  },
  'prepare one only': async ({ till }) => {
    const due = till.due()
    if (due.length > 0) await till.settlement.prepare(due.slice(0, 1))
  },
  mine: ({ chain }) => chain.mine(),
  'mine several': ({ chain }) => chain.mine(CONFIRMATIONS - 1),
  'reorganise one': ({ chain }) => chain.reorganise(1),
  'reorganise two': ({ chain }) => chain.reorganise(CONFIRMATIONS - 1),
  'reorganise back into the mempool': ({ chain }) => chain.reorganise(CONFIRMATIONS - 1, 'pending'),
  'forget the mempool': ({ chain }) => chain.forgetPending(),
  'take the account nonce': ({ chain }) => chain.takeNonce(GAS_ACCOUNT.address),
  'pay by another hand': withNewest((chain, payment) => chain.payByAnotherHand(payment)),
  'cancel by the payer': withNewest((chain, payment) => chain.cancel(payment)),
  'spend elsewhere': withNewest((chain, payment) => chain.spendElsewhere(payment)),
  'block the payer': withNewest((chain, { authorization }) => chain.block(authorization.from)),
  'unblock all': ({ chain }) => {
    for (const { authorization } of PAYMENTS) chain.unblock(authorization.from)
  },
  'pause the token': ({ chain }) => chain.pause(true),
  'let the token go on': ({ chain }) => chain.pause(false),
  'raise fees above every bid': ({ chain }) => chain.setBaseFee(100),
  'raise fees above every second bid': ({ chain }) => chain.setBaseFee(10_000),
  'lower fees': ({ chain }) => chain.setBaseFee(1),
  'empty the gas account': ({ chain }) => chain.limitGas(0),
  'leave gas for two': ({ chain }) => chain.limitGas(2),
  'limit fees': ({ chain }) => chain.limitFees(50),
  'lift the limit of fees': ({ chain }) => chain.limitFees(Number.POSITIVE_INFINITY),
  'refuse broadcasts': ({ chain }) => chain.refuseBroadcasts(true),
  'take broadcasts': ({ chain }) => chain.refuseBroadcasts(false),
  'lose an answer': ({ chain }) => chain.loseNextAnswer(),
  'go offline': ({ chain }) => chain.goOffline(true),
  'come back': ({ chain }) => chain.goOffline(false),
  wait: ({ till }) => till.clock.advance(REBROADCAST_WAIT_MS),
  // Blocks that have no room for a transaction, until it is outbid.
  'wait for blocks in vain': async ({ till, chain }) => {
    for (let i = 0; i < 2; i += 1) {
      await till.settlement.follow()
      await till.clock.advance(2 * REBROADCAST_WAIT_MS)
      for (let block = 0; block < CONFIRMATIONS; block += 1) chain.passTime(0)
    }
    await till.settlement.follow()
  },
  'wait for an hour': ({ chain }) => chain.passTime(3600),
  'set the clock back': ({ till }) => till.setClock(till.clock.now() - 24 * 3600 * 1000),
  'set the clock forward': ({ till }) => till.setClock(till.clock.now() + 24 * 3600 * 1000),
  'reopen what is parked': ({ till }) => till.reopenParked(),
  restart: (story) => reopen(story),
}

async function acceptNext(story: Story): Promise<void> {
  const payment = PAYMENTS[story.accepted]
  if (!payment) return
  await story.till.accept(payment)
  story.accepted += 1
}

const openInMemory = (chain: FakeChain, tripwire: Tripwire = NO_TRIPWIRE) =>
  openTill(FOLDER, chain, tripwire, { open: openMemoryLedger })

async function reopen(story: Story, tripwire?: Tripwire): Promise<void> {
  await story.till.close()
  story.till = await openInMemory(story.chain, tripwire)
}

/** The program dies at its `nth` effect within this round, and is started again. */
async function crashInRound(story: Story, nth: number, when: 'before' | 'after'): Promise<void> {
  await reopen(story, crashAt(nth, when))
  await story.till.round().catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error
  })
  await reopen(story)
}

const RUNS = 2000

/** What happens all the time is drawn more often than what happens once a year. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('accept', 'settle a round', 'settle a round', 'mine', 'mine several'),
  },
  { weight: 12, arbitrary: fc.constantFrom(...Object.keys(EVENTS)) },
  {
    weight: 2,
    arbitrary: fc.record({
      nth: fc.integer({ min: 1, max: 15 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
)

it('ends as the chain alone says: nothing lost, nothing paid twice, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      removeJournal(FOLDER)
      const chain = fakeChain()
      for (const { authorization } of [...PAYMENTS, LAST]) chain.fund(authorization.from, authorization.value)
      const story: Story = { chain, till: await openInMemory(chain), accepted: 0 }

      for (const next of steps) {
        if (typeof next === 'string') await EVENTS[next]?.(story)
        else await crashInRound(story, next.nth, next.when)
        for (const payment of PAYMENTS.slice(0, story.accepted))
          expect<readonly (PaymentState | undefined)[]>(PAYMENT_STATES).toContain(story.till.stateOf(payment))
      }

      // When the trouble is over, one more customer pays.
      await story.till.accept(LAST)
      const accepted = [...PAYMENTS.slice(0, story.accepted), LAST]
      await calmDown(chain, story.till, accepted)
      expect(await wrongEnds(chain, story.till, accepted)).toEqual([])
      expect(story.till.stateOf(LAST)).toBe('settled')
      const paid = accepted.filter((payment) => chain.timesPaid(payment) === 1)
      const sum = paid.reduce((units, { authorization }) => units + authorization.value, 0n)
      expect(chain.balanceOf(MERCHANT)).toBe(sum)
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
  )
}, 30_000)

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PAYMENT_STATES, type PaymentState } from '#src/payment/states.ts'
import { acceptedPayment, MERCHANT } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { inEmptyFolder } from '../../fakes/folder.ts'
import { CONFIRMATIONS, GAS_ACCOUNT, openTill, REBROADCAST_WAIT_MS, type Till } from './till.ts'
import { Crash, crashAt } from './tripwire.ts'

/** A story's payments: value by receipt number, so that sums tell which were paid. */
const PAYMENTS = Array.from({ length: 6 }, (_, i) => acceptedPayment(i + 1, { value: 10n ** BigInt(i) }))
const LAST = acceptedPayment(7, { value: 10n ** 6n })

interface Story {
  readonly folder: string
  readonly chain: FakeChain
  till: Till
  accepted: number
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
  mine: ({ chain }) => chain.mine(),
  'mine several': ({ chain }) => chain.mine(CONFIRMATIONS - 1),
  'reorganise one': ({ chain }) => chain.reorganise(1),
  'reorganise two': ({ chain }) => chain.reorganise(CONFIRMATIONS - 1),
  'forget the mempool': ({ chain }) => chain.forgetPending(),
  'take the account nonce': ({ chain }) => chain.takeNonce(GAS_ACCOUNT.address),
  'pay by another hand': ({ chain, accepted }) => {
    const payment = PAYMENTS[accepted - 1]
    if (payment) chain.payByAnotherHand(payment)
  },
  'lose an answer': ({ chain }) => chain.loseNextAnswer(),
  'go offline': ({ chain }) => chain.goOffline(true),
  'come back': ({ chain }) => chain.goOffline(false),
  wait: ({ till }) => till.clock.advance(REBROADCAST_WAIT_MS),
  restart: (story) => reopen(story),
}

async function acceptNext(story: Story): Promise<void> {
  const payment = PAYMENTS[story.accepted]
  if (!payment) return
  await story.till.accept(payment)
  story.accepted += 1
}

async function reopen(story: Story, tripwire?: ReturnType<typeof crashAt>): Promise<void> {
  await story.till.close()
  story.till = await openTill(story.folder, story.chain, tripwire)
}

/** The program dies at its `nth` effect within this round, and is started again. */
async function crashInRound(story: Story, nth: number, when: 'before' | 'after'): Promise<void> {
  await reopen(story, crashAt(nth, when))
  await story.till.round().catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error
  })
  await reopen(story)
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(EVENTS)) },
  {
    weight: 1,
    arbitrary: fc.record({
      nth: fc.integer({ min: 1, max: 12 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
)

/** When the trouble is over: the network is there, blocks come, and one more customer pays. */
async function calmEnd({ chain, till, accepted }: Story) {
  chain.goOffline(false)
  await till.accept(LAST)
  for (let i = 0; i < 10; i += 1) {
    await till.clock.advance(REBROADCAST_WAIT_MS)
    await till.round()
    chain.mine(CONFIRMATIONS)
  }
  return [...PAYMENTS.slice(0, accepted), LAST]
}

it('loses no payment and pays none twice, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) =>
      inEmptyFolder(async (folder) => {
        const chain = fakeChain()
        for (const { authorization } of [...PAYMENTS, LAST])
          chain.fund(authorization.from, authorization.value)
        const story: Story = { folder, chain, till: await openTill(folder, chain), accepted: 0 }

        for (const next of steps) {
          if (typeof next === 'string') await EVENTS[next]?.(story)
          else await crashInRound(story, next.nth, next.when)
          for (const payment of PAYMENTS.slice(0, story.accepted))
            expect<readonly (PaymentState | undefined)[]>(PAYMENT_STATES).toContain(
              story.till.stateOf(payment),
            )
        }

        const accepted = await calmEnd(story)
        const states = accepted.map(story.till.stateOf)
        await story.till.close()
        expect(states).toEqual(accepted.map(() => 'settled'))
        expect(accepted.map(chain.timesPaid)).toEqual(accepted.map(() => 1))
        const sum = accepted.reduce((units, { authorization }) => units + authorization.value, 0n)
        expect(chain.balanceOf(MERCHANT)).toBe(sum)
      }),
    ),
    { numRuns: 150, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
  )
}, 30_000)

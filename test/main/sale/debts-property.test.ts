import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDebts } from '#main/sale/debts.ts'
import type { Result } from '#src/result.ts'
import { acceptedPayment, account } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { openMemoryLedger, removeJournal } from '../settlement/memory-ledger.ts'
import { CONFIRMATIONS, openTill, REBROADCAST_WAIT_MS, type Till } from '../settlement/till.ts'

const CARDS = [account(7), account(8)] as const
const DIR = 'debts property'

const anyCard = fc.constantFrom(...CARDS)
const anyUnits = fc.bigInt({ min: 1n, max: 60n })

/** What customers, cashiers, the loop and the world do. `pay` is not waited for: the rest goes on beside it. */
const anyDeed = fc.oneof(
  fc.record({ do: fc.constant('sell'), card: anyCard, units: anyUnits } as const),
  fc.record({ do: fc.constant('fund'), card: anyCard, units: anyUnits } as const),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay'), card: anyCard, units: anyUnits } as const) },
  fc.record({
    do: fc.constantFrom(
      'round',
      'look',
      'mine',
      'wait',
      'restart',
      'cut',
      'mend',
      'lose-answer',
      'forget',
      'reorganise',
    ),
  } as const),
)
type Deed = typeof anyDeed extends fc.Arbitrary<infer T> ? T : never

interface Story {
  readonly chain: FakeChain
  till: Till
  readonly sold: ReturnType<typeof acceptedPayment>[]
  readonly paying: Promise<Result<undefined>>[]
}

const openAgain = (chain: FakeChain) => openTill(DIR, chain, undefined, { open: openMemoryLedger })

async function live(story: Story, deed: Deed): Promise<void> {
  const { chain, till, sold, paying } = story
  const { ledger, settlement, clock } = till
  switch (deed.do) {
    case 'sell': {
      const payment = acceptedPayment(sold.length + 1, { from: deed.card, value: deed.units })
      sold.push(payment)
      return till.accept(payment)
    }
    case 'fund':
      return chain.fund(deed.card, deed.units)
    case 'pay':
      paying.push(createDebts({ ledger, chain, settlement, clock }).settle(deed.card, deed.units))
      return
    case 'round':
      return till.round()
    case 'look':
      return void (await settlement.toppedUp())
    case 'mine':
      return chain.mine()
    case 'wait':
      return clock.advance(500)
    case 'restart':
      // The journal outlives it; who was paying just now waits in vain.
      await clock.advance(5000)
      story.till = await openAgain(chain)
      return
    case 'cut':
      return chain.goOffline(true)
    case 'mend':
      return chain.goOffline(false)
    case 'lose-answer':
      return chain.loseNextAnswer()
    case 'forget':
      return chain.forgetPending()
    case 'reorganise':
      return chain.reorganise(1, 'pending')
  }
}

/** Everybody gets money, the network stays, and blocks come until all is final. */
async function happyEnd({ chain, till, sold, paying }: Story): Promise<void> {
  chain.goOffline(false)
  for (const card of CARDS) chain.fund(card, 10_000n)
  for (let i = 0; i < 12; i += 1) {
    await till.clock.advance(REBROADCAST_WAIT_MS)
    await till.round()
    chain.mine(CONFIRMATIONS)
    await till.round()
    if (sold.every((payment) => till.stateOf(payment) === 'settled')) break
  }
  await Promise.all(paying)
}

it('no sequence of taps and payments settles a debt twice or loses it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeed, { minLength: 8, maxLength: 40 }), async (deeds) => {
      removeJournal(DIR)
      const chain = fakeChain()
      const story: Story = { chain, till: await openAgain(chain), sold: [], paying: [] }
      for (const deed of deeds) {
        await live(story, deed)
        for (const payment of story.sold) expect(chain.timesPaid(payment)).toBeLessThanOrEqual(1)
      }
      await happyEnd(story)
      const { till, sold } = story
      expect(sold.map(till.stateOf)).toEqual(sold.map(() => 'settled'))
      expect(sold.map(chain.timesPaid)).toEqual(sold.map(() => 1))
      for (const card of CARDS) expect(till.ledger.riders.debtsOf(card)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

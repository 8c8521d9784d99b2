import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Fleet, kindsFor, startFleet } from './harness.ts'
import { mortal } from './mortal.ts'

const WHOLE = ['submitted', 'confirmed', 'settled']

/** Two payments of two terminals, and settlers that die at these steps of theirs; whether all of them died. */
async function live(deaths: readonly number[]): Promise<boolean> {
  const fleet = await startFleet()
  try {
    const settlers = deaths.map(async (diesAt) => {
      const life = mortal(await fleet.broker.connect(), fleet.chain, diesAt)
      return { life, settler: await fleet.settler({ ...life, batchSize: 2, waitMs: 300 }, life.isDead) }
    })
    const lives = await Promise.all(settlers)
    const payments = await fleet.pay(1, 2)
    const isSettled = async () => {
      const told = await Promise.all([fleet.told(1), fleet.told(2)])
      return payments.every((payment, i) => kindsFor(told[i] ?? [], payment).includes('settled'))
    }
    await fleet.until(async () => lives.every(({ life }) => life.isDead()) || (await isSettled()))
    const allDied = lives.every(({ life }) => life.isDead())
    for (const { life, settler } of lives) if (!life.isDead()) await settler.stop()
    const heir = await fleet.settler({ batchSize: 2, waitMs: 300, holder: 'heir' })
    await fleet.until(async () => (await isSettled()) && heir.lane()?.state.open().next().done === true)
    await expectWhole(fleet, payments)
    return allDied
  } finally {
    await fleet.close()
  }
}

async function expectWhole(fleet: Fleet, payments: Awaited<ReturnType<Fleet['pay']>>): Promise<void> {
  expect(payments.map(fleet.chain.timesPaid)).toEqual([1, 1])
  for (const [i, payment] of payments.entries()) {
    const kinds = kindsFor(await fleet.told(i + 1), payment)
    // A transaction that was never sent may be outbid; everything else is told once and in order.
    expect([...new Set(kinds)]).toEqual(WHOLE)
    expect(kinds.filter((kind) => kind !== 'submitted')).toEqual(['confirmed', 'settled'])
  }
}

/** Lives that wait for a lease most of the time are led side by side. */
const ABREAST = 4

it('settles each payment once and tells all of it, whatever step a settler is killed at', {
  timeout: 300_000,
}, async () => {
  for (let first = 1; ; first += ABREAST) {
    const steps = Array.from({ length: ABREAST }, (_, i) => first + i)
    const died = await Promise.all(steps.map((step) => live([step])))
    if (died.includes(false)) {
      // Two payments are taken, signed, sent and told of: nobody has less to do.
      expect(first).toBeGreaterThan(20)
      return
    }
  }
})

it('settles each payment once and tells all of it, however often settlers are killed', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 4 }),
      async (deaths) => {
        await live(deaths)
      },
    ),
    { numRuns: 6, endOnFailure: true },
  )
})

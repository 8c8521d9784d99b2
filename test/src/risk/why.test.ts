import { expect, it } from 'vitest'
import { decide, type RiskFacts } from '#src/risk/decide.ts'
import type { Policy } from '#src/risk/policy.ts'
import { hoursLeft, whyOf } from '#src/risk/why.ts'

const HOUR = 3_600_000
const LIMITS = { floor: 100n, sum: 250n, count: 4, consecutive: 3 }
const POLICY: Policy = {
  limits: { unknown: LIMITS, 'known-good': LIMITS, certified: LIMITS },
  ...{ windowHours: 24, knownGoodAfter: 1, selection: { share: 0.5, from: 0n, certain: 1000n } },
  exposure: { units: 1000n, count: 37, hours: 72 },
  oldDenyList: { hours: 168, percent: 50 },
}
const FACTS: RiskFacts = {
  ...{ at: 100 * HOUR, card: `0x${'11'.repeat(20)}`, units: 10n, online: null },
  ...{ standing: { kind: 'unknown' }, denied: false, denyListAge: null, owes: false },
  ...{ waiting: { due: 0n, moving: 0n }, window: { sum: 0n, count: 0 }, consecutiveOffline: 0 },
  exposure: { units: 0n, count: 0, since: null },
  ...{ draw: 0.9, clock: 'trusted' },
}
const why = (change: Partial<RiskFacts>) => {
  const facts = { ...FACTS, ...change }
  return whyOf(POLICY, facts, decide(POLICY, facts))
}

it('gives the figure with this payment, its limit and the hours left', () => {
  // Offline for 10.5 of 72 hours: 61 whole ones are left.
  const exposure = { units: 995n, count: 36, since: 89.5 * HOUR }
  expect(why({ exposure })).toEqual({ figure: 1005n, limit: 1000n, hoursLeft: 61 })
  expect(why({ exposure: { ...exposure, count: 37 } })).toEqual({ figure: 38, limit: 37, hoursLeft: 61 })
  expect(why({ units: 101n })).toEqual({ figure: 101n, limit: 100n, hoursLeft: 72 })
  expect(why({ window: { sum: 241n, count: 1 } })).toEqual({ figure: 251n, limit: 250n, hoursLeft: 72 })
  expect(why({ window: { sum: 0n, count: 4 } })).toEqual({ figure: 5, limit: 4, hoursLeft: 72 })
  expect(why({ consecutiveOffline: 3 })).toEqual({ figure: 4, limit: 3, hoursLeft: 72 })
})

it('tells begun hours as whole ones', () => {
  const exposure = { units: 1n, count: 1, since: 27.5 * HOUR }
  expect(why({ exposure })).toEqual({ figure: 73, limit: 72, hoursLeft: 0 })
})

it('says nothing where no figure explains it', () => {
  expect(why({})).toBeUndefined()
  expect(why({ denied: true })).toBeUndefined()
  expect(why({ owes: true })).toBeUndefined()
  expect(why({ clock: 'behind' })).toBeUndefined()
  expect(why({ draw: 0.1 })).toBeUndefined()
})

it('counts the hours from the first payment that is out', () => {
  expect(hoursLeft(POLICY, null, 500 * HOUR)).toBe(72)
  expect(hoursLeft(POLICY, 10 * HOUR, 10 * HOUR + 1)).toBe(71)
  expect(hoursLeft(POLICY, 10 * HOUR, 9 * HOUR)).toBe(72)
  expect(hoursLeft(POLICY, 10 * HOUR, 100 * HOUR)).toBe(0)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chosenShare,
  type Decision,
  decide,
  limitsOf,
  RISK_CHECKS,
  type RiskCode,
  type RiskFacts,
} from '#src/risk/decide.ts'
import type { CardLimits, Policy } from '#src/risk/policy.ts'
import { account } from '../../fakes/accepted.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2026-11-27T12:00:00Z')
const LIMITS: CardLimits = { floor: 100n, sum: 250n, count: 4, consecutive: 3 }
const POLICY: Policy = {
  limits: {
    unknown: LIMITS,
    'known-good': { ...LIMITS, floor: 200n },
    certified: { ...LIMITS, floor: 400n },
  },
  windowHours: 24,
  knownGoodAfter: 1,
  selection: { share: 0.25, from: 50n, certain: 150n },
  exposure: { units: 1000n, count: 100, hours: 72 },
  oldDenyList: { hours: 168, percent: 50 },
}
const FACTS: RiskFacts = {
  ...{ at: NOW, card: account(1), units: 10n, online: null, denied: false, denyListAge: null, owes: false },
  standing: { kind: 'unknown' },
  waiting: { due: 0n, moving: 0n },
  window: { sum: 0n, count: 0 },
  consecutiveOffline: 0,
  exposure: { units: 0n, count: 0, since: null },
  ...{ draw: 0.999, clock: 'trusted' },
}
const MANAGER = { by: { id: 'aliya', name: 'Aliya' }, reason: 'a regular' }
/** No lot, so that amounts above 100 units show the limits alone. */
const NO_LOT: Policy = { ...POLICY, selection: null }

const answer = (change: Partial<RiskFacts>, policy = NO_LOT): string => {
  const decision = decide(policy, { ...FACTS, ...change })
  return decision.kind === 'decline' ? decision.code : decision.online ? 'online' : 'offline'
}

describe('every limit holds to the unit', () => {
  it.each<[string, Partial<RiskFacts>, Partial<RiskFacts>, RiskCode]>([
    ['the floor', { units: 100n }, { units: 101n }, 'RISK_FLOOR'],
    [
      'the sum of a card',
      { window: { sum: 240n, count: 1 } },
      { window: { sum: 241n, count: 1 } },
      'RISK_CARD_SUM',
    ],
    [
      'the count of a card',
      { window: { sum: 0n, count: 3 } },
      { window: { sum: 0n, count: 4 } },
      'RISK_CARD_COUNT',
    ],
    ['payments in a row', { consecutiveOffline: 2 }, { consecutiveOffline: 3 }, 'RISK_CONSECUTIVE'],
    [
      'what the terminal may have out',
      { exposure: { units: 990n, count: 9, since: NOW } },
      { exposure: { units: 991n, count: 9, since: NOW } },
      'RISK_EXPOSURE',
    ],
    [
      'how many payments it may have out',
      { exposure: { units: 0n, count: 99, since: NOW } },
      { exposure: { units: 0n, count: 100, since: NOW } },
      'RISK_EXPOSURE',
    ],
    [
      'its hours offline',
      { exposure: { units: 1n, count: 1, since: NOW - 72 * HOUR } },
      { exposure: { units: 1n, count: 1, since: NOW - 72 * HOUR - 1 } },
      'RISK_OFFLINE_TOO_LONG',
    ],
    ['its clock', { clock: 'trusted' }, { clock: 'behind' }, 'CLOCK_BEHIND'],
    ['an unpaid payment', { owes: false }, { owes: true }, 'DEBT_OWED'],
    ['the deny list', { denied: false }, { denied: true }, 'CARD_DENIED'],
  ])('%s', (_what, within, beyond, code) => {
    expect(answer(within)).toBe('offline')
    expect(answer(beyond)).toBe(code)
  })

  it('an amount from which the lot is certain is never taken offline', () => {
    expect(answer({ units: 50n, draw: 0.25 }, POLICY)).toBe('offline')
    expect(answer({ units: 50n, draw: 0.2499 }, POLICY)).toBe('RISK_SELECTED_ONLINE')
    expect(answer({ units: 150n, draw: 0.999999, standing: { kind: 'known-good' } }, POLICY)).toBe(
      'RISK_SELECTED_ONLINE',
    )
  })

  it('tells the figure and the limit', () => {
    const decision = decide(NO_LOT, {
      ...FACTS,
      exposure: { units: 41_200n, count: 37, since: NOW - 11 * HOUR },
    })
    expect(decision.checks).toContainEqual({ code: 'RISK_EXPOSURE', figure: 38, limit: 100, passes: true })
    expect(decision.checks).toContainEqual({
      code: 'RISK_OFFLINE_TOO_LONG',
      ...{ figure: 11, limit: 72, passes: true },
    })
    expect(decision.checks.at(-1)).toEqual({
      code: 'RISK_EXPOSURE',
      ...{ figure: 41_210n, limit: 1000n, passes: false },
    })
  })
})

describe('where the chain answers', () => {
  it('what it has is taken whatever the offline rules say', () => {
    const worst: Partial<RiskFacts> = {
      ...{ units: 10_000n, consecutiveOffline: 99, draw: 0 },
      clock: 'behind',
      exposure: { units: 10_000n, count: 1000, since: 0 },
    }
    expect(answer({ ...worst, online: { balance: 10_000n } })).toBe('online')
    expect(answer({ ...worst, online: { balance: 10_000n }, denied: true })).toBe('CARD_DENIED')
  })

  it('what it lacks is not, and what waits counts as spent', () => {
    expect(answer({ online: { balance: 9n } })).toBe('CARD_NO_FUNDS')
    expect(answer({ online: { balance: 30n }, waiting: { due: 20n, moving: 0n } })).toBe('online')
    expect(answer({ online: { balance: 29n }, waiting: { due: 20n, moving: 0n } })).toBe('CARD_NO_FUNDS')
  })

  it('what is owed is told first, whether the balance suffices or not', () => {
    expect(answer({ online: { balance: 30n }, waiting: { due: 20n, moving: 0n }, owes: true })).toBe(
      'DEBT_OWED',
    )
    expect(answer({ online: { balance: 0n }, waiting: { due: 20n, moving: 0n }, owes: true })).toBe(
      'DEBT_OWED',
    )
    const lifted = {
      online: { balance: 29n },
      waiting: { due: 20n, moving: 0n },
      owes: true,
      override: MANAGER,
    }
    expect(answer(lifted)).toBe('CARD_NO_FUNDS')
  })

  it('what may have left the balance already decides nothing: the offline rules hold', () => {
    expect(answer({ online: { balance: 29n }, waiting: { due: 0n, moving: 20n } })).toBe('offline')
    expect(answer({ online: { balance: 9n }, waiting: { due: 0n, moving: 20n } })).toBe('CARD_NO_FUNDS')
  })
})

describe('what the chain would do with it', () => {
  const rich = { balance: 10_000n }

  it('is part of being online: where it was not heard, the offline rules hold', () => {
    expect(answer({ units: 101n, online: rich, simulated: 'pays' })).toBe('online')
    expect(answer({ units: 101n, online: rich, simulated: 'unheard' })).toBe('RISK_FLOOR')
    expect(answer({ units: 100n, online: rich, simulated: 'unheard' })).toBe('offline')
  })

  it.each([
    'TOKEN_PAUSED',
    'ACCOUNT_BLOCKED',
    'AUTHORIZATION_EXPIRED',
    'AUTHORIZATION_NOT_YET_VALID',
    'AUTHORIZATION_SPENT',
    'AUTHORIZATION_INVALID',
    'PAYMENT_REVERTED',
  ] as const)('%s declines it, whatever its payer has and whoever answers for them', (simulated) => {
    expect(answer({ online: rich, simulated })).toBe(simulated)
    expect(answer({ online: null, simulated, override: MANAGER })).toBe(simulated)
  })

  it('money that has left meanwhile is money that is not there', () => {
    expect(answer({ online: rich, simulated: 'PAYER_NO_FUNDS' })).toBe('CARD_NO_FUNDS')
  })
})

describe('who the card is', () => {
  it('has limits of its own', () => {
    expect(answer({ units: 150n })).toBe('RISK_FLOOR')
    expect(answer({ units: 150n, standing: { kind: 'known-good' } })).toBe('offline')
  })

  it('is never allowed more than its issuer allows', () => {
    const certified = (offlineLimit: bigint, windowLimit: bigint) =>
      ({ kind: 'certified', certificate: { offlineLimit, windowLimit } }) as const
    expect(answer({ units: 150n, standing: certified(150n, 200n) })).toBe('offline')
    expect(answer({ units: 151n, standing: certified(150n, 200n) })).toBe('RISK_FLOOR')
    expect(answer({ units: 51n, window: { sum: 150n, count: 1 }, standing: certified(150n, 200n) })).toBe(
      'RISK_CARD_SUM',
    )
    expect(limitsOf(POLICY, { ...FACTS, standing: certified(9999n, 9999n) })).toMatchObject({
      ...{ floor: 400n, sum: 250n },
    })
  })

  it('is trusted by half when the deny list is old', () => {
    expect(limitsOf(POLICY, { ...FACTS, denyListAge: 168 * HOUR })).toEqual(LIMITS)
    expect(limitsOf(POLICY, { ...FACTS, denyListAge: 168 * HOUR + 1 })).toEqual({
      ...{ floor: 50n, sum: 125n, count: 4, consecutive: 3 },
    })
  })
})

it('a manager sets the customer’s limits aside, and never what guards the terminal', () => {
  const decision = decide(POLICY, {
    ...{ ...FACTS, units: 150n, consecutiveOffline: 9, override: MANAGER, draw: 0 },
    window: { sum: 999n, count: 99 },
  })
  expect(decision).toMatchObject({
    kind: 'accept',
    lifted: ['RISK_FLOOR', 'RISK_CARD_SUM', 'RISK_CARD_COUNT', 'RISK_CONSECUTIVE', 'RISK_SELECTED_ONLINE'],
  })
  for (const change of [
    { denied: true },
    { clock: 'behind' as const },
    { online: { balance: 1n } },
    { exposure: { units: 0n, count: 100, since: null } },
    { exposure: { units: 0n, count: 1, since: 0 } },
  ])
    expect(decide(POLICY, { ...FACTS, ...change, override: MANAGER }).kind).toBe('decline')
})

it('the chosen share rises in a straight line between its two amounts', () => {
  const selection = { share: 0.5, from: 100n, certain: 200n }
  expect([0n, 100n, 125n, 150n, 200n, 999n].map((units) => chosenShare(selection, units))).toEqual([
    0.5, 0.5, 0.625, 0.75, 1, 1,
  ])
})

const anyFacts: fc.Arbitrary<RiskFacts> = fc.record({
  at: fc.integer({ min: NOW, max: NOW + 100 * HOUR }),
  card: fc.constant(account(1)),
  units: fc.bigInt({ min: 1n, max: 500n }),
  online: fc.option(fc.record({ balance: fc.bigInt({ min: 0n, max: 900n }) })),
  simulated: fc.constantFrom(
    'pays',
    'unheard',
    'TOKEN_PAUSED',
    'PAYER_NO_FUNDS',
    'PAYMENT_REVERTED',
    undefined,
  ),
  standing: fc.constantFrom<RiskFacts['standing'][]>(
    { kind: 'unknown' },
    { kind: 'known-good' },
    { kind: 'certified', certificate: { offlineLimit: 150n, windowLimit: 200n } },
  ),
  denied: fc.boolean(),
  denyListAge: fc.option(fc.nat(400 * HOUR)),
  owes: fc.boolean(),
  waiting: fc.record({ due: fc.bigInt({ min: 0n, max: 300n }), moving: fc.bigInt({ min: 0n, max: 300n }) }),
  window: fc.record({ sum: fc.bigInt({ min: 0n, max: 300n }), count: fc.nat(6) }),
  consecutiveOffline: fc.nat(5),
  exposure: fc.record({
    units: fc.bigInt({ min: 0n, max: 1200n }),
    count: fc.nat(120),
    since: fc.option(fc.integer({ min: NOW - 90 * HOUR, max: NOW })),
  }),
  draw: fc.double({ min: 0, max: 0.999999, noNaN: true }),
  clock: fc.constantFrom('trusted', 'behind'),
  override: fc.option(fc.constant(MANAGER), { nil: undefined }),
})

/** Where a check stands in the fixed order. */
const placeOf = (code: RiskCode): number => RISK_CHECKS.indexOf(code)

it('for whatever comes there is one answer, the same twice, and the checks stand in their order', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const decision: Decision = decide(POLICY, facts)
      expect(decide(POLICY, facts)).toEqual(decision)
      const places = decision.checks.map(({ code }) => placeOf(code))
      expect(places).toEqual([...places].sort((a, b) => a - b))
      const failed = decision.checks.filter(({ passes }) => !passes).map(({ code }) => code)
      if (decision.kind === 'decline') expect(failed.at(-1)).toBe(decision.code)
      else expect(failed).toEqual(decision.lifted)
      if (!facts.override) expect(failed).toHaveLength(decision.kind === 'decline' ? 1 : 0)
    }),
    { numRuns: 2000 },
  )
})

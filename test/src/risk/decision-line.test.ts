import { expect, it } from 'vitest'
import { decide, type RiskFacts } from '#src/risk/decide.ts'
import { answerIn, readDecisionLine, writeDecisionLine } from '#src/risk/decision-line.ts'
import type { Policy } from '#src/risk/policy.ts'
import { account } from '../../fakes/accepted.ts'

const limits = { floor: 100n, sum: null, count: 3, consecutive: null }
const POLICY: Policy = {
  limits: { unknown: limits, 'known-good': limits, certified: limits },
  ...{ windowHours: 24, knownGoodAfter: 1, selection: { share: 0.1, from: 10n, certain: 90n } },
  exposure: { units: 1000n, count: 10, hours: 72 },
  oldDenyList: { hours: 168, percent: 50 },
}
const FACTS: RiskFacts = {
  ...{ at: 1_700_000_000_000, card: account(1), units: 20n, online: null, denied: false, denyListAge: 5 },
  standing: { kind: 'certified', certificate: { offlineLimit: 50n, windowLimit: 2n ** 90n } },
  ...{ owes: false, waiting: { due: 1n, moving: 2n }, window: { sum: 3n, count: 1 }, consecutiveOffline: 1 },
  exposure: { units: 5n, count: 2, since: 1_699_999_999_999 },
  ...{ draw: 0.7301923847561, clock: 'trusted' },
  override: { by: { id: 'aliya', name: 'Aliya' }, reason: 'a regular' },
}

it('a decision can be made again from its line', () => {
  const answer = answerIn(decide(POLICY, FACTS))
  const lines = [writeDecisionLine({ policy: POLICY }), writeDecisionLine({ facts: FACTS, answer })]
  const [first, second] = lines.map(readDecisionLine)
  expect(first).toEqual({ policy: POLICY })
  expect(second).toEqual({ facts: FACTS, answer: 'offline' })
  if (!first || !second || !('policy' in first) || !('facts' in second)) throw new Error('two lines')
  expect(answerIn(decide(first.policy, second.facts))).toBe(second.answer)
})

it('what the chain would have done is in it, and a line from before it was asked counts as it did', () => {
  const online = { balance: 500n }
  const [seen, before] = [
    { ...FACTS, online, simulated: 'TOKEN_PAUSED' as const },
    { ...FACTS, online },
  ]
  for (const [facts, answer] of [[seen, 'TOKEN_PAUSED'] as const, [before, 'online'] as const])
    expect(readDecisionLine(writeDecisionLine({ facts, answer }))).toEqual({ facts, answer })
  expect(answerIn(decide(POLICY, before))).toBe('online')
})

it('a line that was cut off, or that is none, is left out', () => {
  const line = writeDecisionLine({ facts: FACTS, answer: 'RISK_FLOOR' })
  for (const text of ['', line.slice(0, -3), '{}', line.replace('RISK_FLOOR', 'RISK_NONE')])
    expect(readDecisionLine(text)).toBeUndefined()
})

import { expect, it } from 'vitest'
import type { RiskFacts } from '#src/risk/decide.ts'
import { type Answer, writeDecisionLine } from '#src/risk/decision-line.ts'
import type { Policy } from '#src/risk/policy.ts'
import { replayDecisions } from '#src/risk/replay.ts'
import { account } from '../../fakes/accepted.ts'

const policyOf = (floor: bigint): Policy => {
  const limits = { floor, sum: null, count: null, consecutive: null }
  return {
    limits: { unknown: limits, 'known-good': limits, certified: limits },
    ...{ windowHours: 24, knownGoodAfter: 1, selection: null },
    exposure: { units: 1000n, count: 10, hours: 72 },
    oldDenyList: { hours: 168, percent: 50 },
  }
}
const factsOf = (units: bigint): RiskFacts => ({
  ...{ at: 1_700_000_000_000, card: account(1), units, online: null, denied: false, denyListAge: null },
  ...{ standing: { kind: 'unknown' }, owes: false, waiting: { due: 0n, moving: 0n } },
  ...{ window: { sum: 0n, count: 0 }, consecutiveOffline: 0, exposure: { units: 0n, count: 0, since: null } },
  ...{ draw: 0.5, clock: 'trusted' },
})
const policy = (floor: bigint) => writeDecisionLine({ policy: policyOf(floor) })
const decision = (units: bigint, answer: Answer) => writeDecisionLine({ facts: factsOf(units), answer })
const answers = (log: string, other?: Policy) =>
  replayDecisions(log, other).decisions.map(({ line, was, is }) => [line, was, is])

it('makes each decision again by the policy that stands before it', () => {
  const log = [policy(100n), decision(100n, 'offline'), policy(50n), decision(51n, 'RISK_FLOOR')].join('\n')
  expect(answers(log)).toEqual([
    [2, 'offline', 'offline'],
    [4, 'RISK_FLOOR', 'RISK_FLOOR'],
  ])
})

it('shows a line whose answer was changed afterwards', () => {
  const log = [policy(50n), decision(51n, 'offline')].join('\n')
  expect(answers(log)).toEqual([[2, 'offline', 'RISK_FLOOR']])
})

it('tells what another policy would have said to all of them', () => {
  const log = [policy(100n), decision(60n, 'offline'), policy(50n), decision(60n, 'RISK_FLOOR')].join('\n')
  expect(answers(log, policyOf(60n))).toEqual([
    [2, 'offline', 'offline'],
    [4, 'RISK_FLOOR', 'offline'],
  ])
})

it('names the lines that cannot be made again, and passes over empty ones', () => {
  const log = [
    decision(1n, 'offline'),
    '',
    policy(100n),
    decision(1n, 'offline').slice(0, 40),
    decision(1n, 'offline'),
  ]
  expect(replayDecisions(log.join('\n'))).toMatchObject({ bad: [4], orphans: [1], decisions: [{ line: 5 }] })
})

import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDecisionLog } from '#main/risk/decision-log.ts'
import { decide, type RiskFacts } from '#src/risk/decide.ts'
import { answerIn, readDecisionLine } from '#src/risk/decision-line.ts'
import type { Policy } from '#src/risk/policy.ts'
import { account } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const limits = { floor: 100n, sum: null, count: null, consecutive: null }
const POLICY: Policy = {
  limits: { unknown: limits, 'known-good': limits, certified: limits },
  ...{ windowHours: 24, knownGoodAfter: 1, selection: null },
  exposure: { units: 1000n, count: 10, hours: 72 },
  oldDenyList: { hours: 168, percent: 50 },
}
const factsOf = (units: bigint): RiskFacts => ({
  ...{ at: 1_700_000_000_000, card: account(1), units, online: null, denied: false, denyListAge: null },
  ...{ standing: { kind: 'unknown' }, owes: false, waiting: { due: 0n, moving: 0n } },
  ...{ window: { sum: 0n, count: 0 }, consecutiveOffline: 0, draw: 0.5, clock: 'trusted' },
  exposure: { units: 0n, count: 0, since: null },
})

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text) => readDecisionLine(text) ?? [])

const open = (path: string, maxBytes?: number) =>
  openDecisionLog({ path, policy: POLICY, log: () => undefined, ...(maxBytes !== undefined && { maxBytes }) })

it('keeps what was taken and what was not, behind the policy of that time', async () => {
  const path = join(emptyFolder(), 'decisions.jsonl')
  const log = await open(path)
  for (const units of [100n, 101n]) log.write(factsOf(units), decide(POLICY, factsOf(units)))
  await log.close()
  expect(linesOf(path)).toEqual([
    { policy: POLICY },
    { facts: factsOf(100n), answer: 'offline' },
    { facts: factsOf(101n), answer: 'RISK_FLOOR' },
  ])
})

it('goes on behind a line that a power cut has cut in two', async () => {
  const path = join(emptyFolder(), 'decisions.jsonl')
  await (await open(path)).close()
  appendFileSync(path, '{"facts":{"at":17')
  const log = await open(path)
  log.write(factsOf(5n), decide(POLICY, factsOf(5n)))
  await log.close()
  expect(linesOf(path).map((line) => Object.keys(line)[0])).toEqual(['policy', 'policy', 'facts'])
})

it('takes two files at most, each with the policy at its head', async () => {
  const path = join(emptyFolder(), 'decisions.jsonl')
  const log = await open(path, 4000)
  for (let n = 1n; n <= 60n; n += 1n) log.write(factsOf(n), decide(POLICY, factsOf(n)))
  await log.close()
  for (const each of [path, `${path}.1`]) {
    expect(statSync(each).size).toBeLessThanOrEqual(4000)
    expect(linesOf(each)[0]).toEqual({ policy: POLICY })
  }
  expect(linesOf(path).at(-1)).toMatchObject({ facts: { units: 60n } })
})

it('a file that cannot be written is told of once, and stops nobody', async () => {
  const said: string[] = []
  const path = join(emptyFolder(), 'nowhere', 'decisions.jsonl')
  const log = await openDecisionLog({ path, policy: POLICY, log: (line) => said.push(line) })
  log.write(factsOf(1n), decide(POLICY, factsOf(1n)))
  await log.close()
  expect(said).toHaveLength(1)
  expect(answerIn(decide(POLICY, factsOf(1n)))).toBe('offline')
})

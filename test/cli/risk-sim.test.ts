import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type DayOptions, makeDay } from '../../cli/risk-sim/day.ts'
import { readSimTask } from '../../cli/risk-sim/options.ts'
import { type RuleOptions, rulesOf } from '../../cli/risk-sim/policies.ts'
import { type Outcome, replay } from '../../cli/risk-sim/replay.ts'
import { percentsOf } from '../../cli/risk-sim/report.ts'
import { simulate } from '../../cli/risk-sim/simulate.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { runCommand } from './run.ts'

const DAY: DayOptions = {
  ...{ mix: 'retail', seed: 7, cards: 400, terminals: 3 },
  ...{ empty: 0.05, malicious: 0.02, certified: 0.2, knownGood: 0.4 },
  ...{ listed: 0.5, listDelayHours: 4 },
}
const RULES: RuleOptions = { mix: 'retail', count: 3, lot: 0.05 }
const over = (change: Partial<DayOptions> = {}): Outcome[] => {
  const options = { ...DAY, ...change }
  const day = makeDay(options)
  return policiesOf('sums', { ...RULES, mix: options.mix }).map(({ policy }) =>
    replay(day, policy, 'no list'),
  )
}
const policiesOf = (name: string, rules = RULES) =>
  rulesOf(rules).find((each) => each.name === name)?.policies ?? expect.fail(name)
/** What these rules make of a day without any limit of a sum. */
const withRule = (name: string, change: Partial<DayOptions> = {}, rules = RULES): Outcome => {
  const last = policiesOf(name, rules).at(-1) ?? expect.fail(name)
  return replay(makeDay({ ...DAY, ...change }), last.policy, last.list)
}
const sum = (of: (outcome: Outcome) => bigint, outcomes: readonly Outcome[]) =>
  outcomes.reduce((total, outcome) => total + of(outcome), 0n)

it('makes the same day of the same seed, and another of another', () => {
  expect(makeDay(DAY)).toEqual(makeDay(DAY))
  expect(makeDay({ ...DAY, seed: 8 })).not.toEqual(makeDay(DAY))
})

it('has its shares of cards, and taps in order of time', () => {
  const { payers, taps } = makeDay({ ...DAY, cards: 20_000 })
  const share = (kind: string) => payers.filter((payer) => payer.kind === kind).length / payers.length
  expect(share('empty')).toBeCloseTo(0.05, 2)
  expect(share('malicious')).toBeCloseTo(0.02, 2)
  expect(taps.every(({ at }, i) => at >= (taps[i - 1]?.at ?? 0))).toBe(true)
  expect(new Set(taps.map(({ terminal }) => terminal))).toEqual(new Set([0, 1, 2]))
})

it('loses nothing where everybody pays, and all that was taken where nobody can', () => {
  for (const { lostUnits } of over({ empty: 0, malicious: 0 })) expect(lostUnits).toBe(0n)
  for (const { lostUnits, takenUnits } of over({ empty: 0, malicious: 1 })) expect(lostUnits).toBe(takenUnits)
})

it('without limits turns nobody away; with the lowest it loses less and turns honest ones away', () => {
  const outcomes = over()
  const [lowest, none] = [outcomes[0], outcomes.at(-1)]
  if (!lowest || !none) expect.fail('no outcomes')
  expect(none).toMatchObject({ accepted: none.taps, declinedHonest: 0 })
  expect(lowest.lostUnits < none.lostUnits).toBe(true)
  expect(percentsOf(lowest).declined).toBeGreaterThan(0)
})

it('a limit holds for each terminal alone: more terminals that share nothing lose more', () => {
  const bad = { empty: 0, malicious: 1, certified: 0, knownGood: 0 }
  const lost = ({ lostUnits }: Outcome) => lostUnits
  const [one, ten] = [over({ ...bad, terminals: 1 }), over({ ...bad, terminals: 10 })]
  expect(sum(lost, ten.slice(0, 3)) > sum(lost, one.slice(0, 3))).toBe(true)
  // Nobody at a single terminal loses more to a card than its limit of the day.
  expect(one[0]?.lostUnits).toBeLessThanOrEqual(400n * 5_000_000n)
})

it('the same options print the same and draw the same, another seed does not', () => {
  const run = (seed: number) => simulate({ ...DAY, cards: 100, seed }, RULES, [])
  const first = run(7)
  expect(run(7)).toEqual(first)
  expect(run(8)).not.toEqual(first)
})

it('a count holds for each card and terminal', () => {
  // Three a day at one terminal: of twelve taps nine are sent away, whoever's they are.
  const bad = { cards: 50, terminals: 1, empty: 0, malicious: 1, certified: 0, knownGood: 0, listed: 0 }
  expect(withRule('sums, counts', bad)).toMatchObject({ taps: 50 * 12, accepted: 50 * 3 })
})

it('the lot sends its share away, and everybody from its highest amount on', () => {
  const good = { cards: 5000, empty: 0, malicious: 0 }
  const transit = { ...RULES, mix: 'transit', lot: 0.1 } as const
  // Every fare is below where the share begins to rise.
  expect(percentsOf(withRule('sums, the lot', { ...good, mix: 'transit' }, transit)).declined).toBeCloseTo(
    10,
    0,
  )
  expect(percentsOf(withRule('sums, the lot', good, { ...RULES, lot: 1 })).declined).toBe(100)
})

it('a deny list stops nobody before its delay, and the honest never', () => {
  const all = { listed: 1, listDelayHours: 0 }
  const [none, late, morning] = [{ listed: 0 }, { listed: 1, listDelayHours: 4 }, all].map((change) =>
    withRule('sums, deny list', { ...change, empty: 0 }),
  )
  if (!none || !late || !morning) expect.fail('three outcomes')
  expect(none).toEqual(withRule('sums', { empty: 0 }))
  expect([late.lostUnits < none.lostUnits, morning.lostUnits]).toEqual([true, 0n])
  expect([late.declinedHonest, morning.declinedHonest]).toEqual([0, 0])
  // Who is listed changes nothing else of the day.
  const [plain, listed] = [makeDay({ ...DAY, listed: 0 }), makeDay({ ...DAY, ...all })]
  expect(listed.taps).toEqual(plain.taps)
  expect(new Set(listed.payers.map(({ kind, listedAt }) => `${kind} ${listedAt}`))).toEqual(
    new Set(['honest null', 'empty null', 'malicious 0']),
  )
})

it('prints its seed and a table, and draws a point for each policy', async () => {
  const out = join(emptyFolder(), 'day.svg')
  const args = ['--mix', 'transit', '--cards', '200', '--seed', '5', '--config', 'docs/examples/station.json']
  const told = await runCommand('cli/risk-sim.ts', [...args, '--out', out])
  expect([told.code, told.said]).toEqual([0, ''])
  expect(told.out).toContain('seed 5\n')
  expect(told.out).toContain('counts: 3 a day; lot: 5 %; deny list: 50 % of the malicious after 4 h\n')
  expect(told.out.trim().split('\n').at(-1)).toMatch(/^yours .*%$/)
  const svg = readFileSync(out, 'utf8')
  expect(svg.match(/<polyline/g)).toHaveLength(2 * rulesOf(RULES).length)
  // Each limit of the first curve, and the legend's.
  expect(svg.match(/<circle/g)).toHaveLength(policiesOf('sums').length + 1)
}, 60_000)

it('reads what is asked for', () => {
  expect(readSimTask([], '/', 9)).toMatchObject({ kind: 'run', day: { mix: 'retail', seed: 9, empty: 0.02 } })
  for (const args of [
    ['--mix', 'lunch'],
    ['--cards', '0'],
    ['--seed', '-1'],
    ['--empty', '101'],
    ['--lot', '101'],
    ['--listed', '-1'],
    ['--list-delay', '25'],
    ['--count', '0'],
    ['--nonsense'],
  ])
    expect(readSimTask(args, '/', 9).kind).toBe('wrong')
})

import { expect, it } from 'vitest'
import { FAULTS, KILLS, MOMENTS, planRun } from './plan.ts'

const run = planRun({ seed: 1, rounds: 400 })
const sales = run.flatMap((round) => round.sales)

it('plans the same run from the same seed, and another from another', () => {
  expect(planRun({ seed: 1, rounds: 400 })).toEqual(run)
  expect(planRun({ seed: 2, rounds: 400 })).not.toEqual(run)
})

it('begins a long run as it would a short one', () => {
  expect(planRun({ seed: 1, rounds: 10 })).toEqual(run.slice(0, 10))
})

it('kills the tree in the last sale of every round, and in no other', () => {
  for (const round of run) {
    expect(round.sales.length).toBeGreaterThanOrEqual(1)
    expect(round.sales.length).toBeLessThanOrEqual(4)
    const trees = round.sales.map(({ kills }) => kills.filter(({ what }) => what === 'tree').length)
    expect(trees).toEqual(round.sales.map((_, i) => (i === round.sales.length - 1 ? 1 : 0)))
  }
})

it('leaves no fault, kill or moment out', () => {
  const faults = sales.flatMap((sale) => sale.faults)
  const kills = sales.flatMap((sale) => sale.kills)
  expect(new Set(faults.map(({ name }) => name))).toEqual(new Set(FAULTS))
  expect(new Set(faults.map(({ at }) => at))).toEqual(new Set(['before', ...MOMENTS]))
  for (const what of KILLS)
    expect(new Set(kills.filter((kill) => kill.what === what).map(({ at }) => at))).toEqual(new Set(MOMENTS))
})

it('kills neither page nor GPU process while no file may grow', () => {
  const full = sales.filter((sale) => sale.faults.some(({ name }) => name === 'disk-full'))
  expect(full.length).toBeGreaterThan(5)
  expect(full.flatMap((sale) => sale.kills).filter(({ what }) => what !== 'tree')).toEqual([])
  expect(
    full.flatMap((sale) => sale.faults).filter((f) => f.name === 'disk-full' && f.lasts !== 'sale'),
  ).toEqual([])
})

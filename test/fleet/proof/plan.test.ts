import { expect, it } from 'vitest'
import { FULL_SIZE, openOf } from './options.ts'
import { type Kind, planOf, skewsOf } from './plan.ts'

const options = { ...FULL_SIZE, open: openOf(FULL_SIZE.payments), disks: '', folder: '' }
const ofKind = (kind: Kind) => planOf(options).filter((trouble) => trouble.kind === kind)

it('plans the same for the same seed, and otherwise for another', () => {
  expect(planOf(options)).toEqual(planOf(options))
  expect(planOf({ ...options, seed: 2 })).not.toEqual(planOf(options))
})

it('has as many outages of each part as asked, in their order and behind a quiet start', () => {
  for (const kind of ['broker', 'settler', 'network', 'clocks', 'repeated', 'cursorless'] as const)
    expect(ofKind(kind)).toHaveLength(4)
  expect(ofKind('frozen')).toHaveLength(2)
  for (const kind of ['power', 'imaged', 'restored'] as const) expect(ofKind(kind)).toHaveLength(1)
  const times = planOf(options).map(({ at }) => at)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(Math.min(...times)).toBeGreaterThanOrEqual(10_000)
  expect(Math.max(...times)).toBeLessThanOrEqual(95_000)
})

it('restores the disks that it has copied before', () => {
  const [imaged] = ofKind('imaged')
  const [restored] = ofKind('restored')
  expect(imaged).toMatchObject({ terminals: expect.any(Array) })
  expect(restored).toEqual({ ...imaged, kind: 'restored', at: restored?.at })
  expect(restored?.at).toBeGreaterThan(imaged?.at ?? 0)
})

it('sets every clock wrong, by eight minutes at most and by different ones', () => {
  const skews = skewsOf({ seed: 1, terminals: 1000 })
  expect(skews).toHaveLength(1000)
  expect(Math.max(...skews.map(Math.abs))).toBeLessThanOrEqual(8 * 60_000)
  expect(new Set(skews).size).toBeGreaterThan(900)
})

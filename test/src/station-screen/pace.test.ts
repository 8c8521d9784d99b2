import { expect, it } from 'vitest'
import { withinMinute } from '#src/station-screen/pace.ts'

it('keeps the taps of the last sixty seconds', () => {
  expect(withinMinute([1000, 30_000, 61_000], 61_000)).toEqual([30_000, 61_000])
  expect(withinMinute([1000], 60_999)).toEqual([1000])
  expect(withinMinute([], 5)).toEqual([])
})

import { expect, it } from 'vitest'
import { retryDelayMs } from '#src/queue/retry.ts'

it('rests half a minute, doubled each time, an hour at most', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((refusals) => retryDelayMs(refusals) / 60_000)
  expect(minutes).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60])
})

it('stays at an hour however often it was refused', () => {
  expect(retryDelayMs(100_000)).toBe(3_600_000)
})

import { expect, it } from 'vitest'
import { bestOf, quantile, ratesBetween, type Sample } from './figures.ts'

const sample = (at: number, up: number, settled: number): Sample => ({
  ...{ at, sold: up, up, settled, entries: 3 * up, connected: 1, isTroubled: false },
  memory: { settlers: [], broker: 0, terminals: 0 },
})

it('divides what came by the seconds', () => {
  const rates = ratesBetween(sample(10, 100, 0), sample(30, 500, 100))
  expect(rates).toEqual({ upPerSecond: 20, settledPerSecond: 5, entriesPerSecond: 60 })
  expect(ratesBetween(undefined, sample(1, 1, 1)).upPerSecond).toBe(0)
})

it('finds the best stretch of so many seconds', () => {
  const samples = [sample(0, 0, 0), sample(10, 10, 0), sample(20, 110, 0), sample(30, 120, 90)]
  expect(bestOf(samples, 10)).toEqual({ upPerSecond: 10, settledPerSecond: 9, entriesPerSecond: 30 })
  expect(bestOf(samples, 60).upPerSecond).toBe(0)
})

it('takes quantiles of numbers in any order', () => {
  expect([quantile([3, 1, 2, 4], 0.5), quantile([3, 1, 2, 4], 1), quantile([], 0.5)]).toEqual([3, 4, 0])
})

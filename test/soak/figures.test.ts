import { describe, expect, it } from 'vitest'
import { drift, type Point, slope, trend } from './figures.ts'

const line = (count: number, value: (minute: number) => number): Point[] =>
  Array.from({ length: count }, (_, minutes) => ({ minutes, value: value(minutes) }))

describe('figures of a soak', () => {
  it('finds the slope of a line', () => {
    expect(slope(line(10, (minute) => 3 + 0.5 * minute))).toBeCloseTo(0.5)
  })

  it('takes the slope of scattered points by least squares', () => {
    // By hand: means 1 and 4/3; ((-1)(-4/3) + 0 + (1)(2/3)) / 2 = 1.
    const points = [
      { minutes: 0, value: 0 },
      { minutes: 1, value: 2 },
      { minutes: 2, value: 2 },
    ]
    expect(slope(points)).toBeCloseTo(1)
  })

  it('does not take a start that fills caches for growth', () => {
    const settled = line(60, (minute) => Math.min(300, 200 + 10 * minute))
    expect(trend(settled)).toEqual({ first: 200, last: 300, max: 300, perHour: 0 })
  })

  it('tells what an hour adds', () => {
    expect(trend(line(20, (minute) => 100 + 2 * minute)).perHour).toBe(120)
  })

  it('compares the first quarter with the last', () => {
    const slower = line(40, (minute) => (minute < 20 ? 10 : 30))
    const { first, last } = drift(slower, 40)
    expect([first.p50, last.p50]).toEqual([10, 30])
    expect([first.n, last.n]).toEqual([11, 10])
  })
})

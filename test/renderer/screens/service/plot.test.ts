import { describe, expect, it } from 'vitest'
import { pointsOf } from '#renderer/screens/service/plot.tsx'
import { noSamples, sampled } from '#renderer/screens/service/samples.ts'

describe('a plot', () => {
  it('goes from the lowest at the bottom to the highest at the top', () => {
    expect(pointsOf([2, 4, 3])).toEqual(['0.0,28.0', '100.0,0.0', '200.0,14.0'])
  })

  it('draws what never changes in the middle', () => {
    expect(pointsOf([5, 5, 5])).toEqual(['0.0,14.0', '100.0,14.0', '200.0,14.0'])
  })
})

describe('samples', () => {
  it('leave out a tap time that is not known', () => {
    expect(sampled(sampled(noSamples, 3, null), 4, 236)).toEqual({ waiting: [3, 4], tapMs: [236] })
  })

  it('keep the last three hundred', () => {
    const many = Array.from({ length: 301 }, (_, i) => i).reduce((all, n) => sampled(all, n, n), noSamples)
    expect([many.waiting.length, many.waiting[0], many.waiting.at(-1)]).toEqual([300, 1, 300])
  })
})

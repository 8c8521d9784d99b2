import { expect, test } from 'vitest'
import { type Busy, split } from './account.ts'

const busy = (kind: Busy['kind'], from: number, to: number): Busy => ({ kind, from, to })

test('what nobody was busy in is the rest', () => {
  const parts = split([busy('line', 10, 14), busy('card', 20, 50)], { from: 10, to: 60 })
  expect(parts).toEqual({ card: 30, line: 4, search: 0, rest: 16 })
})

test('what began before the window, or ends after it, counts as far as it lies inside', () => {
  const parts = split([busy('search', 0, 12), busy('line', 55, 70)], { from: 10, to: 60 })
  expect(parts).toEqual({ card: 0, line: 5, search: 2, rest: 43 })
})

test('time in which several were busy counts once: the card first, then the line, then the search', () => {
  const parts = split([busy('search', 10, 40), busy('line', 15, 25), busy('card', 20, 30)], {
    from: 10,
    to: 40,
  })
  expect(parts).toEqual({ card: 10, line: 5, search: 15, rest: 0 })
})

test('the order of the entries, and one inside another, make no difference', () => {
  const parts = split([busy('line', 30, 35), busy('line', 10, 28), busy('line', 12, 14)], {
    from: 10,
    to: 40,
  })
  expect(parts).toEqual({ card: 0, line: 23, search: 0, rest: 7 })
})

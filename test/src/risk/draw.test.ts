import { expect, it } from 'vitest'
import { drawOf } from '#src/risk/draw.ts'
import { account, id } from '../../fakes/accepted.ts'

it('the same payment of the same card draws the same, and others draw otherwise', () => {
  expect(drawOf(id(1), account(1))).toBe(drawOf(id(1), account(1)))
  expect(
    new Set([drawOf(id(1), account(1)), drawOf(id(2), account(1)), drawOf(id(1), account(2))]).size,
  ).toBe(3)
})

it('draws are spread evenly from 0 to below 1', () => {
  const draws = Array.from({ length: 4000 }, (_, n) => drawOf(id(n), account(7)))
  expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true)
  // 1,000 each; five standard deviations of a fair lot are 137.
  for (const quarter of [0, 1, 2, 3]) {
    const inside = draws.filter((draw) => Math.floor(draw * 4) === quarter).length
    expect(Math.abs(inside - 1000)).toBeLessThan(137)
  }
})

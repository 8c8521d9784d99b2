import { expect, it } from 'vitest'
import { isPass, lastsDays, PRODUCT_KINDS } from '#src/station/product.ts'

it('passes ride by their card, tickets by their paper', () => {
  expect(PRODUCT_KINDS.map((kind) => [kind, isPass(kind)])).toEqual([
    ['single', false],
    ['return', false],
    ['day-pass', true],
    ['period-pass', true],
    ['pass-top-up', true],
  ])
})

it('a day pass ends with its day, the others last for days', () => {
  expect(PRODUCT_KINDS.filter(lastsDays)).toEqual(['period-pass', 'pass-top-up'])
})

import { expect, it } from 'vitest'
import { isPass, PRODUCT_KINDS } from '#src/station/product.ts'

it('passes ride by their card, tickets by their paper', () => {
  expect(PRODUCT_KINDS.map((kind) => [kind, isPass(kind)])).toEqual([
    ['single', false],
    ['return', false],
    ['day-pass', true],
    ['period-pass', true],
  ])
})

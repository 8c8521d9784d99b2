import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { missingCount, type ReceiptRange, withoutNumber } from '#src/payment/missing.ts'

describe('a range of missing receipts', () => {
  const range = [{ from: 4, to: 7 }]

  it.each<[string, number, readonly ReceiptRange[]]>([
    ['closes from its first end', 4, [{ from: 5, to: 7 }]],
    ['closes from its last end', 7, [{ from: 4, to: 6 }]],
    [
      'falls into two',
      5,
      [
        { from: 4, to: 4 },
        { from: 6, to: 7 },
      ],
    ],
    ['stays when the number below it is found', 3, range],
    ['stays when the number above it is found', 8, range],
  ])('%s', (_what, number, left) => {
    expect(withoutNumber(range, number)).toEqual(left)
  })

  it('is gone with its only number', () => {
    expect(withoutNumber([{ from: 4, to: 4 }], 4)).toEqual([])
    expect(withoutNumber([], 4)).toEqual([])
  })
})

it('counts every number of every range', () => {
  expect(missingCount([])).toBe(0)
  const ranges = [
    { from: 1, to: 3 },
    { from: 9, to: 9 },
  ]
  expect(missingCount(ranges)).toBe(4)
})

/** The numbers themselves, as a list that needs no arithmetic. */
const numbersOf = (ranges: readonly ReceiptRange[]): number[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))

it('holds what a set of numbers would hold, whatever is found in whatever order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.integer({ min: 0, max: 45 })), (last, found) => {
      const ranges = found.reduce<readonly ReceiptRange[]>(withoutNumber, [{ from: 1, to: last }])
      const left = new Set(numbersOf([{ from: 1, to: last }]))
      for (const number of found) left.delete(number)
      expect(numbersOf(ranges)).toEqual([...left])
      expect(missingCount(ranges)).toBe(left.size)
    }),
  )
})

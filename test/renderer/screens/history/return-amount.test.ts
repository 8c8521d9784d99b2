import { expect, test } from 'vitest'
import { pressed, type ReturnAmount, returnUnits } from '#renderer/screens/history/return-amount.ts'

const USDC = { symbol: 'USDC', decimals: 6 }
const LEFT = 4_270_794n
const after = (...keys: ('1' | '5' | '0' | '00' | 'delete')[]): bigint =>
  returnUnits(
    keys.reduce<ReturnAmount>((amount, key) => pressed(amount, key, LEFT, USDC), null),
    LEFT,
    USDC,
  )

test('all that is left, to its last unit, unless something is typed', () => {
  expect(after()).toBe(4_270_794n)
})

test('digits shift in from the right, in cents', () => {
  expect(after('1', '5', '0')).toBe(1_500_000n)
  expect(after('1', '00')).toBe(1_000_000n)
  expect(after('1', '5', 'delete')).toBe(10_000n)
})

test('deleting begins from nothing', () => {
  expect(after('delete')).toBe(0n)
})

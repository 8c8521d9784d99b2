import { expect, it } from 'vitest'
import { unitsSchema } from '#src/money/units.ts'

it('units are any uint256, and not one digit more', () => {
  const most = 2n ** 256n - 1n
  expect(unitsSchema.parse(most.toString())).toBe(most)
  expect(unitsSchema.safeParse('1'.repeat(79)).success).toBe(false)
  expect(unitsSchema.safeParse('').success).toBe(false)
  expect(unitsSchema.safeParse('0x10').success).toBe(false)
})

import { expect, it } from 'vitest'
import { openedShiftSchema } from '#src/till/shift.ts'

it('a shift has a number, somebody who opened it, and a float where cash is counted', () => {
  const by = { id: 'aigul', name: 'Айгүл' }
  expect(openedShiftSchema.parse({ number: 1, by, float: '5000' }).float).toBe(5000n)
  expect(openedShiftSchema.parse({ number: 1, by, float: null }).float).toBeNull()
  expect(openedShiftSchema.safeParse({ number: 0, by, float: null }).success).toBe(false)
  expect(openedShiftSchema.safeParse({ number: 1, by, float: -1n }).success).toBe(false)
})

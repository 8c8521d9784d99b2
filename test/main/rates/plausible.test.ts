import { expect, test } from 'vitest'
import { isPlausible } from '#main/rates/plausible.ts'

test.each([
  ['536.20', '536.20'],
  ['100', '500'],
  ['500', '100'],
  ['0.0005', '0.0001'],
  ['2681', '536.2'],
])('%s may follow %s', (rate, last) => {
  expect(isPlausible(rate, last)).toBe(true)
})

test.each([
  ['99.99', '500'],
  ['500.01', '100'],
  ['5.3620', '536.20'],
  ['53620', '536.20'],
  ['0', '1'],
  ['0.00000000001', '1'],
])('%s may not follow %s', (rate, last) => {
  expect(isPlausible(rate, last)).toBe(false)
})

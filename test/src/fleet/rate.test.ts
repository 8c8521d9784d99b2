import { expect, test } from 'vitest'
import { fleetRateSchema } from '#src/fleet/rate.ts'

const RATE = { kind: 'tapsyr-rate', name: 'usd-kzt', version: 3, at: 1_795_737_600_000, value: '536.20' }
const counts = (change: object) => fleetRateSchema.safeParse({ ...RATE, ...change }).success

test('a rate has a name, a version, a time and a value above zero', () => {
  expect(fleetRateSchema.parse(RATE)).toEqual(RATE)
  for (const value of ['1', '0.000001', '999999999999']) expect(counts({ value })).toBe(true)
})

test.each([
  { kind: 'tapsyr-layer' },
  { name: 'usd.kzt' },
  { version: 0 },
  { version: 1.5 },
  { at: -1 },
  { value: '0' },
  { value: '0.00' },
  { value: '-5' },
  { value: '5e3' },
  { value: 536.2 },
  { site: 'almaty-1' },
])('%j makes it none', (change) => {
  expect(counts(change)).toBe(false)
})

import { expect, it } from 'vitest'
import { timeLeft } from '#renderer/components/countdown.ts'

it('tells what is left in minutes and seconds, rounded up, and nothing when it is over', () => {
  expect(timeLeft(30_000, 1)).toBe('0:30')
  expect(timeLeft(30_000, 29_999)).toBe('0:01')
  expect(timeLeft(847_000, 0)).toBe('14:07')
  expect(timeLeft(30_000, 30_000)).toBeNull()
  expect(timeLeft(null, 0)).toBeNull()
})

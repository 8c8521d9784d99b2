import { expect, test } from 'vitest'
import { openInTime } from '#renderer/queue/open-in-time.ts'
import { fakeClock } from '../../fakes/clock.ts'

test('a database that never opens is given up after fifteen seconds, once', async () => {
  const clock = fakeClock()
  let givenUp = 0
  void openInTime(
    () => new Promise(() => undefined),
    clock,
    () => {
      givenUp += 1
    },
  )
  await clock.advance(14_999)
  expect(givenUp).toBe(0)
  await clock.advance(60_000)
  expect(givenUp).toBe(1)
})

test('one that opens, or fails, is not', async () => {
  const clock = fakeClock()
  const giveUp = () => expect.unreachable()
  expect(await openInTime(async () => 'open', clock, giveUp)).toBe('open')
  const failing = openInTime(() => Promise.reject(new Error('broken')), clock, giveUp)
  await expect(failing).rejects.toThrow('broken')
  await clock.advance(60_000)
})

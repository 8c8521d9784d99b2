import { expect, it } from 'vitest'
import { pause, toUnixSeconds } from '#src/time/clock.ts'
import { fakeClock } from '../../fakes/clock.ts'

it('counts whole seconds: the one that has begun', () => {
  expect([0, 999, 1000, 1_700_000_000_999].map(toUnixSeconds)).toEqual([0, 0, 1, 1_700_000_000])
})

it('pauses by its clock and no other', async () => {
  const clock = fakeClock()
  let over = false
  const paused = pause(clock, 500).then(() => {
    over = true
  })
  await clock.advance(499)
  expect(over).toBe(false)
  await clock.advance(1)
  await paused
  expect(over).toBe(true)
})

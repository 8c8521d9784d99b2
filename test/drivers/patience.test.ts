import { expect, test } from 'vitest'
import { createPatience } from '#drivers/patience.ts'
import type { Clock } from '#src/time/clock.ts'
import { fakeClock } from '../fakes/clock.ts'

test('ends after the time it was given, not before', async () => {
  const clock = fakeClock()
  let ended = 0
  createPatience(clock).set(120, () => {
    ended += 1
  })
  await clock.advance(119)
  expect(ended).toBe(0)
  await clock.advance(1_000)
  expect(ended).toBe(1)
})

test('is stopped at any time, and replaced by a new limit', async () => {
  const clock = fakeClock()
  const ended: string[] = []
  const patience = createPatience(clock)
  patience.set(120, () => ended.push('first'))
  await clock.advance(60)
  patience.set(120, () => ended.push('second'))
  await clock.advance(120)
  patience.set(120, () => ended.push('third'))
  await clock.advance(60)
  patience.stop()
  await clock.advance(1_000)
  expect(ended).toEqual(['second'])
})

test('a standstill of the program does not use it up', () => {
  // A clock whose timers run only when called by hand: as late as a busy machine runs them.
  const due: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    after: (_, task) => {
      due.push(task)
      return () => {}
    },
  }
  let ended = false
  createPatience(clock).set(250, () => {
    ended = true
  })
  due.shift()?.()
  expect(ended).toBe(false)
  expect(due).toHaveLength(1)
})

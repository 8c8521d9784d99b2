import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { pauseUnless } from '#main/fleet/pause.ts'
import { fakeClock } from '../../fakes/clock.ts'

it('ends after so long, and leaves nothing at the signal', async () => {
  const clock = fakeClock()
  const { signal } = new AbortController()
  const paused = pauseUnless(clock, 60_000, signal)
  expect(getEventListeners(signal, 'abort')).toHaveLength(1)
  await clock.advance(60_000)
  await paused
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

it('ends at the signal', async () => {
  const controller = new AbortController()
  const paused = pauseUnless(fakeClock(), 60_000, controller.signal)
  controller.abort()
  await expect(paused).resolves.toBeUndefined()
})

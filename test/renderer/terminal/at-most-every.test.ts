import { expect, test } from 'vitest'
import { atMostEvery } from '#renderer/terminal/at-most-every.ts'
import { fakeClock } from '../../fakes/clock.ts'

function counted() {
  const clock = fakeClock()
  const times: number[] = []
  const start = clock.now()
  return { clock, times, call: atMostEvery(clock, 200, () => times.push(clock.now() - start)) }
}

test('runs at once, and the calls of the next moment as one when that is over', async () => {
  const { clock, times, call } = counted()
  call()
  expect(times).toEqual([0])
  for (let i = 0; i < 9; i += 1) {
    await clock.advance(10)
    call()
  }
  await clock.advance(1000)
  expect(times).toEqual([0, 200])
})

test('runs at once again after a rest', async () => {
  const { clock, times, call } = counted()
  call()
  await clock.advance(500)
  call()
  expect(times).toEqual([0, 500])
})

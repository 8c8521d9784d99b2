import { expect, it, vi } from 'vitest'
import { createQuietRestart } from '#main/update/quiet-restart.ts'
import { type Activity, NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import { fakeClock } from '../../fakes/clock.ts'

const MINUTE = 60_000

function asked(activity: Partial<Activity> = {}) {
  const clock = fakeClock()
  let touchedAt = clock.now()
  let isWanted = true
  const restart = vi.fn()
  const quiet = createQuietRestart({
    ...{ clock, restart, quietMs: 2 * MINUTE },
    ...{ isWanted: () => isWanted, touchedAt: () => touchedAt },
  })
  const doing: Activity = { ...NOTHING_GOES_ON, ...activity }
  return {
    ...{ clock, restart, quiet, doing },
    touch: () => {
      touchedAt = clock.now()
    },
    want: (wanted: boolean) => {
      isWanted = wanted
    },
  }
}

it('waits until nobody has touched the terminal for long enough, and then restarts once', async () => {
  const { clock, restart, quiet, doing, touch } = asked()
  quiet.start(doing)
  await clock.advance(MINUTE)
  touch()
  await clock.advance(2 * MINUTE - 1000)
  expect(restart).not.toHaveBeenCalled()
  await clock.advance(2000)
  expect(restart).toHaveBeenCalledTimes(1)
  quiet.ask()
  await clock.advance(10 * MINUTE)
  expect(restart).toHaveBeenCalledTimes(1)
})

it('does nothing before the terminal is there, nor when nothing is wanted, nor after its end', async () => {
  const { clock, restart, quiet, doing, want } = asked()
  quiet.ask()
  await clock.advance(5 * MINUTE)
  want(false)
  quiet.start(doing)
  await clock.advance(5 * MINUTE)
  want(true)
  quiet.stop()
  quiet.ask()
  await clock.advance(5 * MINUTE)
  expect(restart).not.toHaveBeenCalled()
})

it.each<[string, Partial<Activity>]>([
  ['a sale', { isSelling: () => true }],
  ['a payment on its way', { onTheirWay: () => 1 }],
  ['a shift that is being closed', { isClosing: () => true }],
  ['a technician', { isServiced: () => true }],
  ['a sale that begins in the last moment', { hold: async () => false }],
])('waits for %s', async (_what, activity) => {
  const { clock, restart, quiet, doing } = asked(activity)
  quiet.start(doing)
  await clock.advance(30 * MINUTE)
  expect(restart).not.toHaveBeenCalled()
  Object.assign(doing, NOTHING_GOES_ON)
  await clock.advance(3 * MINUTE)
  expect(restart).toHaveBeenCalledTimes(1)
})

it('takes whoever rides through a gate for somebody who is there', async () => {
  let entries = 7
  const { clock, restart, quiet, doing } = asked({ entries: () => entries })
  quiet.start(doing)
  for (let minute = 0; minute < 10; minute += 1) {
    entries += 1
    await clock.advance(MINUTE)
  }
  expect(restart).not.toHaveBeenCalled()
  await clock.advance(2 * MINUTE)
  expect(restart).toHaveBeenCalledTimes(1)
})

it('lets sales go on when it is not wanted any more at the last moment', async () => {
  const letGo = vi.fn()
  const hold = vi.fn(async () => {
    want(false)
    return true
  })
  const { clock, restart, quiet, doing, want } = asked({ hold, letGo })
  quiet.start(doing)
  await clock.advance(5 * MINUTE)
  expect([hold, letGo, restart].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0])
})

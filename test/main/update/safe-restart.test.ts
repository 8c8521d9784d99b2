import { expect, it, vi } from 'vitest'
import { type Activity, NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import { createSafeRestart } from '#main/update/safe-restart.ts'
import { fakeClock } from '../../fakes/clock.ts'

const MINUTE = 60_000

function asked(activity: Partial<Activity> = {}) {
  const clock = fakeClock()
  let touchedAt = clock.now()
  let isWanted = true
  const [restart, onUnwanted] = [vi.fn(), vi.fn()]
  const safe = createSafeRestart({
    ...{ clock, restart, onUnwanted, quietMs: 2 * MINUTE },
    ...{ isWanted: () => isWanted, touchedAt: () => touchedAt },
  })
  const doing: Activity = { ...NOTHING_GOES_ON, ...activity }
  return {
    ...{ clock, restart, onUnwanted, safe, doing },
    touch: () => {
      touchedAt = clock.now()
    },
    want: (wanted: boolean) => {
      isWanted = wanted
    },
  }
}

it('waits until nobody has touched the terminal for long enough, and then restarts once', async () => {
  const { clock, restart, safe, doing, touch } = asked()
  safe.start(doing)
  await clock.advance(MINUTE)
  touch()
  await clock.advance(2 * MINUTE - 1000)
  expect(restart).not.toHaveBeenCalled()
  await clock.advance(2000)
  expect(restart).toHaveBeenCalledTimes(1)
  safe.ask()
  await clock.advance(10 * MINUTE)
  expect(restart).toHaveBeenCalledTimes(1)
})

it('does nothing before the terminal is there, nor when nothing is wanted, nor after its end', async () => {
  const { clock, restart, safe, doing, want } = asked()
  safe.ask()
  await clock.advance(5 * MINUTE)
  want(false)
  safe.start(doing)
  await clock.advance(5 * MINUTE)
  want(true)
  safe.stop()
  safe.ask()
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
  const { clock, restart, safe, doing } = asked(activity)
  safe.start(doing)
  await clock.advance(30 * MINUTE)
  expect(restart).not.toHaveBeenCalled()
  Object.assign(doing, NOTHING_GOES_ON)
  await clock.advance(3 * MINUTE)
  expect(restart).toHaveBeenCalledTimes(1)
})

it('takes whoever rides through a gate for somebody who is there', async () => {
  let entries = 7
  const { clock, restart, safe, doing } = asked({ entries: () => entries })
  safe.start(doing)
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
  const { clock, restart, safe, doing, want } = asked({ hold, letGo })
  safe.start(doing)
  await clock.advance(5 * MINUTE)
  expect([hold, letGo, restart].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0])
})

it('holds sales once at a time, and lets those go on that began meanwhile', async () => {
  let release = (_isHeld: boolean): void => undefined
  const hold = vi.fn(() => new Promise<boolean>((resolve) => (release = resolve)))
  const letGo = vi.fn()
  let isSelling = false
  const { clock, restart, safe, doing } = asked({ hold, letGo, isSelling: () => isSelling })
  safe.start(doing)
  await clock.advance(3 * MINUTE)
  safe.ask()
  expect(hold).toHaveBeenCalledTimes(1)
  isSelling = true
  release(true)
  await clock.advance(0)
  expect([letGo.mock.calls.length, restart.mock.calls.length]).toEqual([1, 0])
  isSelling = false
  await clock.advance(1000)
  release(true)
  await clock.advance(0)
  safe.ask()
  expect([hold.mock.calls.length, letGo.mock.calls.length, restart.mock.calls.length]).toEqual([2, 1, 1])
})

it('says that it is not wanted any more, and looks again when it is asked', async () => {
  const { clock, restart, onUnwanted, safe, doing, want } = asked()
  safe.start(doing)
  await clock.advance(MINUTE)
  expect(onUnwanted).not.toHaveBeenCalled()
  want(false)
  await clock.advance(5 * MINUTE)
  expect(onUnwanted).toHaveBeenCalledTimes(1)
  want(true)
  safe.ask()
  await clock.advance(0)
  expect(restart).toHaveBeenCalledTimes(1)
})

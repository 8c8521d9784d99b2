import { expect, test, vi } from 'vitest'
import { createSafeRestart } from '#main/fleet/safe-restart.ts'
import { type Activity, NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import { fakeClock } from '../../fakes/clock.ts'

function stand(change: Partial<Activity> = {}) {
  const is = { selling: false, serviced: false, onTheirWay: 0 }
  const clock = fakeClock()
  const [restart, onMissed, letGo] = [vi.fn(), vi.fn(), vi.fn()]
  const activity: Activity = {
    ...NOTHING_GOES_ON,
    isSelling: () => is.selling,
    isServiced: () => is.serviced,
    onTheirWay: () => is.onTheirWay,
    letGo,
    ...change,
  }
  const safe = createSafeRestart({ activity, restart, now: clock.now, clock })
  return { is, clock, restart, onMissed, letGo, safe, soon: () => clock.now() + 60_000 }
}

test('where nothing goes on it restarts at once, and once', async () => {
  const { clock, restart, onMissed, safe, soon } = stand()
  safe.ask(soon(), onMissed)
  safe.ask(soon(), onMissed)
  await clock.advance(10_000)
  expect(restart).toHaveBeenCalledOnce()
  expect(onMissed).not.toHaveBeenCalled()
})

test('it waits for the end of a sale, for payments on their way, and for a technician', async () => {
  const { is, clock, restart, onMissed, safe, soon } = stand()
  is.selling = true
  safe.ask(soon(), onMissed)
  await clock.advance(5000)
  Object.assign(is, { selling: false, onTheirWay: 1 })
  await clock.advance(5000)
  Object.assign(is, { onTheirWay: 0, serviced: true })
  await clock.advance(5000)
  expect(restart).not.toHaveBeenCalled()
  is.serviced = false
  await clock.advance(1000)
  expect(restart).toHaveBeenCalledOnce()
})

test('what has begun while sales were being held comes first', async () => {
  let holds = 0
  const { is, clock, restart, onMissed, letGo, safe, soon } = stand({
    async hold() {
      holds += 1
      is.selling = holds === 1
      return true
    },
  })
  safe.ask(soon(), onMissed)
  await clock.advance(0)
  expect(letGo).toHaveBeenCalledOnce()
  expect(restart).not.toHaveBeenCalled()
  is.selling = false
  await clock.advance(1000)
  expect(restart).toHaveBeenCalledOnce()
})

test('a command that expires meanwhile is not carried out; a later one counts for both', async () => {
  const { is, clock, restart, onMissed, safe, soon } = stand()
  is.selling = true
  safe.ask(soon(), onMissed)
  await clock.advance(61_000)
  is.selling = false
  await clock.advance(10_000)
  expect(onMissed).toHaveBeenCalledOnce()
  expect(restart).not.toHaveBeenCalled()
  is.selling = true
  safe.ask(soon() + 60_000, onMissed)
  safe.ask(soon(), onMissed)
  await clock.advance(61_000)
  is.selling = false
  await clock.advance(1000)
  expect(onMissed).toHaveBeenCalledOnce()
  expect(restart).toHaveBeenCalledOnce()
})

test('after the end of the program it asks for nothing', async () => {
  const { clock, restart, onMissed, safe, soon } = stand()
  safe.ask(soon(), onMissed)
  safe.stop()
  await clock.advance(120_000)
  expect(restart).not.toHaveBeenCalled()
  expect(onMissed).not.toHaveBeenCalled()
})

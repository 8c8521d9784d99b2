import { expect, test, vi } from 'vitest'
import { createDuties } from '#main/fleet/duties.ts'
import { createLogOrders } from '#main/fleet/log-orders.ts'
import { NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import type { Command } from '#src/fleet/command.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { aCommand } from '../../fakes/command.ts'

const MINUTE = 60_000

function stand() {
  const is = { selling: false, serviced: false, onTheirWay: 0 }
  const clock = fakeClock()
  const restart = vi.fn()
  const notes: string[] = []
  const duties = createDuties({
    activity: {
      ...NOTHING_GOES_ON,
      isSelling: () => is.selling,
      isServiced: () => is.serviced,
      onTheirWay: () => is.onTheirWay,
    },
    ...{ closure: { set: async () => undefined }, updates: null, logs: createLogOrders() },
    note: async (_by, detail) => void notes.push(detail),
    ...{ restart, now: clock.now, clock, log: () => undefined },
  })
  const restartWithin = (ms: number): Command => {
    const command = aCommand({ type: 'restart' }, { issuedAt: clock.now(), expiresAt: clock.now() + ms })
    duties.begin(command)
    return command
  }
  return { is, clock, restart, notes, duties, restartWithin }
}

test('where nothing goes on it restarts at once, and once for two', async () => {
  const { clock, restart, notes, restartWithin } = stand()
  restartWithin(MINUTE)
  restartWithin(MINUTE)
  await clock.advance(10_000)
  expect(restart).toHaveBeenCalledOnce()
  expect(notes).toEqual([])
})

test('a restart waits for the end of a sale, for payments on their way, and for a technician', async () => {
  const { is, clock, restart, restartWithin } = stand()
  is.selling = true
  restartWithin(MINUTE)
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

test('a restart that expires meanwhile is noted and not done; of two the later end counts', async () => {
  const { is, clock, restart, notes, restartWithin } = stand()
  is.selling = true
  const { id } = restartWithin(MINUTE)
  await clock.advance(MINUTE + 1000)
  is.selling = false
  await clock.advance(10_000)
  expect(notes).toEqual([`restart ${id} not done: no safe moment came`])
  is.selling = true
  restartWithin(2 * MINUTE)
  restartWithin(MINUTE)
  await clock.advance(MINUTE + 1000)
  is.selling = false
  await clock.advance(1000)
  expect(notes).toHaveLength(1)
  expect(restart).toHaveBeenCalledOnce()
})

test('after the end of the program it asks for nothing', async () => {
  const { is, clock, restart, notes, duties, restartWithin } = stand()
  is.selling = true
  restartWithin(MINUTE)
  duties.stop()
  is.selling = false
  await clock.advance(2 * MINUTE)
  expect(restart).not.toHaveBeenCalled()
  expect(notes).toEqual([])
})

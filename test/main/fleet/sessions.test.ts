import { expect, test, vi } from 'vitest'
import { keepSessions, type SessionsParts } from '#main/fleet/sessions.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { startBroker } from '../../support/nats.ts'

const onFailure = vi.fn()
/** The longest pauses that chance can give. */
const randomBytes = (n: number) => new Uint8Array(n).fill(255)

test('pauses grow to half a minute, and never end', async () => {
  const clock = fakeClock(0)
  const attempts: number[] = []
  const open: SessionsParts['open'] = async () => {
    attempts.push(clock.now() / 1000)
    return fail('FLEET_UNREACHABLE')
  }
  const sessions = keepSessions({ open, run: async () => undefined, onFailure, clock, randomBytes })
  await clock.advance(150_000)
  const pauses = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0))
  expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30])
  const stopped = sessions.stop()
  await clock.advance(0)
  await stopped
  const { length } = attempts
  await clock.advance(3_600_000)
  expect(attempts).toHaveLength(length)
})

test('half of a pause is chance', async () => {
  const clock = fakeClock(0)
  const open = vi.fn(async () => fail('FLEET_UNREACHABLE'))
  keepSessions({ open, run: async () => undefined, onFailure, clock, randomBytes: (n) => new Uint8Array(n) })
  await clock.advance(499)
  expect(open).toHaveBeenCalledTimes(1)
  await clock.advance(1)
  expect(open).toHaveBeenCalledTimes(2)
})

test('what goes wrong with a connection ends it, and another one is made within seconds', async () => {
  const broker = await startBroker()
  const clock = fakeClock(0)
  const connections: Awaited<ReturnType<typeof broker.connect>>[] = []
  onFailure.mockClear()
  const sessions = keepSessions({
    async open() {
      const connection = await broker.connect()
      connections.push(connection)
      return ok(connection)
    },
    run: () => Promise.reject(new Error('no such stream')),
    ...{ onFailure, clock, randomBytes },
  })
  await vi.waitFor(() => expect(connections[0]?.isClosed()).toBe(true), { timeout: 60_000 })
  expect(onFailure).toHaveBeenCalledWith({ code: 'FLEET_UNREACHABLE', detail: 'Error: no such stream' })
  await vi.waitFor(
    async () => {
      await clock.advance(500)
      expect(connections.length).toBeGreaterThan(3)
    },
    { timeout: 60_000 },
  )
  const stopping = sessions.stop()
  await clock.advance(5000)
  await stopping
  expect(sessions.connection()).toBeUndefined()
  await broker.close()
})

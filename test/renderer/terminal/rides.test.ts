import { expect, test } from 'vitest'
import { createRides } from '#renderer/terminal/rides.ts'
import type { Ride } from '#src/ipc/station.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Outcome } from '#src/station-screen/outcome.ts'
import { acceptedPayment, account } from '../../fakes/accepted.ts'
import { fakeBridge } from '../../fakes/bridge.ts'
import { fakeClock } from '../../fakes/clock.ts'

const entryOf = (seq: number): JournalEntry => ({
  seq,
  at: 1,
  fact: { type: 'accepted', payment: acceptedPayment(seq) },
})
const rideOf = (seq: number): Result<Ride> =>
  ok({
    card: account(0xca4d),
    reason: 'fare',
    paid: 12_000n,
    untilCap: null,
    goodUntil: null,
    entry: entryOf(seq),
  })

/** A gate with a clock of its own; `give` answers the wait that is open. */
function gate() {
  const clock = fakeClock()
  const outcomes: Outcome[] = []
  const stored: number[] = []
  const waits: ((answer: Result<Ride>) => void)[] = []
  let wanted = true
  const bridge = fakeBridge({
    'station/ride': () => new Promise((resolve) => waits.push(resolve)),
    'station/stop-riding': () => ok(true),
  })
  const rides = createRides({
    bridge,
    clock,
    feed: {
      async take(entries) {
        stored.push(...entries.map(({ seq }) => seq))
        return ok()
      },
    },
    isWanted: () => wanted,
    isOnline: () => true,
    onOutcome: (outcome) => outcomes.push(outcome),
    onFault: () => undefined,
    onAccepted: () => undefined,
  })
  rides.level()
  return {
    ...{ rides, bridge, clock, outcomes, stored },
    asked: () => bridge.callsOf('station/ride').length,
    want: (is: boolean) => {
      wanted = is
      rides.level()
    },
    async give(answer: Result<Ride>) {
      waits.shift()?.(answer)
      await clock.advance(0)
    },
  }
}

test('the next card is waited for as soon as one has ridden', async () => {
  const { give, asked, outcomes, stored } = gate()
  expect(asked()).toBe(1)
  await give(rideOf(7))
  expect(asked()).toBe(2)
  await give(rideOf(8))
  expect(asked()).toBe(3)
  expect(outcomes.map(({ kind }) => kind)).toEqual(['go', 'go'])
  expect(stored).toEqual([7, 8])
})

test('a card that is held again so soon is the same ride, and is stored once', async () => {
  const { give, outcomes, stored } = gate()
  await give(rideOf(7))
  await give(rideOf(7))
  expect(outcomes).toMatchObject([{ repeated: false }, { repeated: true }])
  expect(stored).toEqual([7])
})

test('a card that cannot ride is told so, and holds nobody up', async () => {
  const { give, asked, outcomes, stored } = gate()
  await give(fail('DEBT_OWED', '120 ₸'))
  expect(outcomes).toMatchObject([{ kind: 'refused', code: 'DEBT_OWED', owed: '120 ₸' }])
  expect(asked()).toBe(2)
  expect(stored).toEqual([])
})

test('a reader that is gone is asked for once a second, and the fault is over by itself', async () => {
  const { give, asked, rides, clock, outcomes } = gate()
  await give(fail('READER_ABSENT'))
  expect(rides.fault()).toBe('READER_ABSENT')
  expect(asked()).toBe(1)
  await clock.advance(1000)
  expect(asked()).toBe(2)
  // No answer: it waits for a card again.
  await clock.advance(1500)
  expect(rides.fault()).toBeNull()
  expect(outcomes).toEqual([])
})

test('a disk that refuses is left alone for a while before another card is asked to pay', async () => {
  const { give, asked, rides, clock } = gate()
  await give(fail('JOURNAL_WRITE_FAILED'))
  await clock.advance(14_999)
  expect(rides.fault()).toBe('JOURNAL_WRITE_FAILED')
  expect(asked()).toBe(1)
  await clock.advance(1)
  expect(rides.fault()).toBeNull()
  expect(asked()).toBe(2)
})

test('a reader that is in use for a moment is no fault', async () => {
  const { give, asked, rides, clock, outcomes } = gate()
  await give(fail('TERMINAL_BUSY'))
  expect(rides.fault()).toBeNull()
  expect(outcomes).toEqual([])
  await clock.advance(1000)
  expect(asked()).toBe(2)
})

test('it stops when rides are not wanted, and goes on when they are', async () => {
  const { give, asked, rides, want, bridge } = gate()
  want(false)
  const stopped = rides.stop()
  await give(fail('SALE_CANCELLED'))
  expect(await stopped).toBe(true)
  expect(asked()).toBe(1)
  expect(bridge.callsOf('station/stop-riding')).not.toHaveLength(0)
  want(true)
  expect(asked()).toBe(2)
})

test('a card that was signing when it was stopped has ridden', async () => {
  const { give, rides, want, outcomes } = gate()
  want(false)
  const stopped = rides.stop()
  await give(rideOf(9))
  expect(await stopped).toBe(false)
  expect(outcomes).toMatchObject([{ kind: 'go' }])
})

import { expect, test } from 'vitest'
import type { StationView } from '#renderer/station-view.ts'
import { createStation } from '#renderer/terminal/station.ts'
import type { ReadySnapshot } from '#renderer/view.ts'
import type { Ride, Ticket } from '#src/ipc/station.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { payment } from '../../e2e/preview/payments.ts'
import { snapshotOf } from '../../e2e/preview/scenes.ts'
import { STATION } from '../../e2e/preview/station-scenes.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { fakeBridge } from '../../fakes/bridge.ts'
import { fakeClock } from '../../fakes/clock.ts'

const CARD: SaleFlow = {
  step: 'card',
  units: 240_000n,
  order: undefined,
  receipt: '001-000347',
  request: null,
  transfer: null,
  stage: 'waiting',
  payer: null,
  notice: null,
}
const ACCEPTED: SaleFlow = {
  step: 'accepted',
  payment: payment({ number: 347, units: 240_000n }),
  online: true,
  paper: { kind: 'printing' },
}
const RIDE: Result<Ride> = ok({
  card: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
  reason: 'fare',
  paid: 12_000n,
  untilCap: null,
  goodUntil: null,
  entry: { seq: 3, at: 1, fact: { type: 'accepted', payment: acceptedPayment(1) } },
})
const TICKET: Ticket = {
  ...{ code: 'TPT:0', printed: 'printed', validUntil: 9, receipt: '001-000347', topUp: null },
}

/** A kiosk with a reader, a printer and a sale that the test leads by hand. */
function kiosk() {
  const ready = snapshotOf('station-start', 'kk')
  if (ready.phase !== 'ready') throw new Error('not ready')
  let snapshot: ReadySnapshot = ready
  let view: StationView | undefined
  let passengers = 0
  const listeners = new Set<() => void>()
  const sold: unknown[] = []
  const waits: ((answer: Result<Ride>) => void)[] = []
  const clock = fakeClock()
  const change = (changes: Partial<ReadySnapshot>) => {
    snapshot = { ...snapshot, ...changes }
    for (const listener of listeners) listener()
  }
  const bridge = fakeBridge({
    'station/ride': () => new Promise((resolve) => waits.push(resolve)),
    'station/stop-riding': () => {
      waits.shift()?.(fail('SALE_CANCELLED'))
      return ok(true)
    },
    'station/ticket': () => ok(TICKET),
  })
  const actions = createStation({
    ...{ bridge, clock, info: STATION },
    feed: { take: async () => ok() },
    sale: {
      charge: (...args) => {
        sold.push(args)
        change({ flow: CARD })
      },
      cancel: () => change({ flow: { step: 'amount' } }),
      newSale: () => change({ flow: { step: 'amount' } }),
    },
    look: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isOnline: () => true,
    onView: (next) => {
      view = next
      change({ station: next })
    },
    onPassenger: () => {
      passengers += 1
    },
    onAccepted: () => undefined,
  })
  return {
    ...{ actions, bridge, clock, change, sold, waits },
    view: () => view,
    step: () => view?.kiosk.step,
    passengers: () => passengers,
    flow: () => snapshot.flow,
    async tap(answer: Result<Ride>) {
      waits.shift()?.(answer)
      await clock.advance(0)
    },
  }
}

test('a ride fills the screen for a second and a half, and the next card is taken meanwhile', async () => {
  const { clock, tap, view, waits, passengers } = kiosk()
  await tap(RIDE)
  expect(view()?.outcome).toMatchObject({ kind: 'go' })
  expect(view()?.perMinute).toBe(1)
  expect(waits).toHaveLength(1)
  await clock.advance(1499)
  expect(view()?.outcome).not.toBeNull()
  await clock.advance(1)
  expect(view()?.outcome).toBeNull()
  expect(passengers()).toBe(1)
})

test('the second of two passengers in a row finds the station’s own language', async () => {
  const { tap, passengers, view } = kiosk()
  await tap(RIDE)
  expect(passengers()).toBe(0)
  await tap(fail('CARD_DENIED'))
  expect(passengers()).toBe(1)
  expect(view()?.outcome).toMatchObject({ kind: 'refused' })
})

test('whoever is asked to hold the card again keeps their language', async () => {
  const { clock, tap, passengers } = kiosk()
  await tap(fail('CARD_LEFT_EARLY'))
  await clock.advance(5000)
  expect(passengers()).toBe(0)
})

test('a tap rides straight from the attract screen', async () => {
  const { clock, tap, step, view } = kiosk()
  await clock.advance(STATION.idleSeconds * 1000)
  expect(step()).toEqual({ name: 'attract' })
  await tap(RIDE)
  expect(view()?.outcome).toMatchObject({ kind: 'go' })
})

test('a product is sold by its id, paid, printed, and the kiosk is free again', async () => {
  const { actions, clock, change, bridge, sold, step, waits, flow } = kiosk()
  actions.choose('return')
  await clock.advance(0)
  expect(step()?.name).toBe('paying')
  expect(sold).toMatchObject([[expect.any(BigInt), { total: 22_000n }, 'return']])
  expect(waits).toHaveLength(0)
  change({ flow: ACCEPTED })
  await clock.advance(0)
  expect(bridge.callsOf('station/ticket')).toEqual([{ receipt: '001-000347' }])
  expect(step()).toMatchObject({ name: 'ticket', ticket: { kind: 'made', ticket: TICKET } })
  expect(flow().step).toBe('amount')
  await clock.advance(8000)
  expect(step()).toEqual({ name: 'start' })
  expect(waits).toHaveLength(1)
})

test('whoever goes away from a payment leaves no sale behind', async () => {
  const { actions, clock, step, flow, waits } = kiosk()
  actions.choose('single')
  await clock.advance(0)
  await clock.advance((STATION.idleSeconds + STATION.giveUpSeconds) * 1000)
  expect(step()).toEqual({ name: 'start' })
  expect(flow().step).toBe('amount')
  expect(waits).toHaveLength(1)
})

test('whoever goes away from a declined payment leaves none either', async () => {
  const { actions, clock, change, step, flow } = kiosk()
  actions.choose('single')
  await clock.advance(0)
  change({ flow: { step: 'declined', units: 1n, order: undefined, error: { code: 'CARD_REFUSED' } } })
  expect(step()?.name).toBe('paying')
  await clock.advance((STATION.idleSeconds + STATION.giveUpSeconds) * 1000)
  expect(step()).toEqual({ name: 'start' })
  expect(flow().step).toBe('amount')
})

test('without paper nothing is sold, and cards still ride', async () => {
  const { actions, change, clock, step, sold, waits } = kiosk()
  const { devices } = snapshotReady()
  change({ devices: { ...devices, printer: { kind: 'fault', code: 'PRINTER_PAPER_OUT' } } })
  actions.choose('single')
  await clock.advance(0)
  expect(step()?.name).toBe('no-paper')
  expect(sold).toEqual([])
  expect(waits).toHaveLength(1)
})

test('a reader that is gone puts it out of service, and its return ends that', () => {
  const { change, view } = kiosk()
  const { devices } = snapshotReady()
  change({ devices: { ...devices, reader: { kind: 'fault', code: 'READER_ABSENT' } } })
  expect(view()?.fault).toMatchObject({ code: 'READER_ABSENT' })
  change({ devices })
  expect(view()?.fault).toBeNull()
})

function snapshotReady(): ReadySnapshot {
  const snapshot = snapshotOf('station-start', 'kk')
  if (snapshot.phase !== 'ready') throw new Error('not ready')
  return snapshot
}

test('out of service no card is waited for, until it is back', async () => {
  const { clock, change, waits, bridge } = kiosk()
  expect(waits).toHaveLength(1)
  change({ closed: { reason: 'New reader', by: 'Aigul', at: 1 } })
  await clock.advance(0)
  expect(waits).toHaveLength(0)
  const asked = bridge.callsOf('station/ride').length
  await clock.advance(10_000)
  expect(bridge.callsOf('station/ride').length).toBe(asked)
  change({ closed: null })
  await clock.advance(0)
  expect(waits).toHaveLength(1)
})

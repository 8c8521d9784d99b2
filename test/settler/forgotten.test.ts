import { jetstreamManager } from '@nats-io/jetstream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { STREAMS } from '#src/fleet/names.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { copyStore } from '../support/store-copy.ts'
import { type Fleet, kindsFor, startFleet } from './harness.ts'

/** A broker that comes back with less than it had acknowledged. */

vi.setConfig({ testTimeout: 120_000 })

let fleet: Fleet
beforeEach(async () => {
  fleet = await startFleet()
})
afterEach(() => fleet?.close())

const isTold = async (terminal: number, payments: readonly AcceptedPayment[]) => {
  const told = await fleet.told(terminal)
  return payments.every((payment) => kindsFor(told, payment).includes('settled'))
}
const settled = (terminal: number, payments: readonly AcceptedPayment[]) =>
  fleet.until(() => isTold(terminal, payments))
/** Those that the stream has forgotten are in the journal of their terminal, which sends them again. */
const again = async (terminal: number, payments: readonly AcceptedPayment[]) => {
  for (const payment of payments) await fleet.send(terminal, { type: 'accepted', payment })
}
const times = (payments: readonly AcceptedPayment[]) => payments.map(fleet.chain.timesPaid)

it('takes what has the numbers of messages that the stream has forgotten', async () => {
  await fleet.settler()
  const first = await fleet.pay(1)
  await settled(1, first)
  const copy = await copyStore(fleet.broker)
  const forgotten = await fleet.pay(1, 1, 1)
  await settled(1, forgotten)
  await copy.putBackMessages(STREAMS.journal)
  // Of the same terminal, as another may have another partition and another consumer.
  const others = await fleet.pay(1)
  await settled(1, others)
  await again(1, forgotten)
  const last = await fleet.pay(1)
  await settled(1, last)
  expect(times([...first, ...forgotten, ...others, ...last])).toEqual([1, 1, 1, 1, 1, 1])
})

it('takes it too when the stream has grown beyond them before a settler looks', async () => {
  const settler = await fleet.settler()
  await settled(1, await fleet.pay(1))
  const copy = await copyStore(fleet.broker)
  const forgotten = await fleet.pay(1, 1)
  await settled(1, forgotten)
  await settler.stop()
  await copy.putBackMessages(STREAMS.journal)
  const others = await fleet.pay(1, 1, 1, 1)
  await again(1, forgotten)
  await fleet.settler({ holder: 'heir' })
  await settled(1, others)
  expect(times([...forgotten, ...others])).toEqual([1, 1, 1, 1, 1, 1])
  const { streams } = await jetstreamManager(await fleet.broker.connect())
  // What each has sent, and what one has sent again.
  expect((await streams.info(STREAMS.journal)).state.last_seq).toBe(1 + 4 + 2)
})

it('takes again what its lane has forgotten, and tells of it', async () => {
  const settler = await fleet.settler({ batchSize: 3, waitMs: 600_000 })
  const copy = await copyStore(fleet.broker)
  const forgotten = await fleet.pay(1, 1)
  const ids = forgotten.map(({ authorization }) => authorization.nonce)
  await fleet.until(() => ids.every((id) => settler.lane()?.state.find(id)))
  await copy.putBackMessages(STREAMS.lanes)
  await fleet.until(() => settler.lane() === undefined)
  const next = await fleet.pay(2)
  await settled(1, forgotten)
  await settled(2, next)
  expect(times([...forgotten, ...next])).toEqual([1, 1, 1])
  expect(fleet.chain.signedCount()).toBe(1)
})

it('pays once what is in a transaction that its lane has forgotten', async () => {
  const settler = await fleet.settler()
  const before = await fleet.pay(1)
  await settled(1, before)
  const copy = await copyStore(fleet.broker)
  const forgotten = await fleet.pay(1, 1)
  // Sent, and in no block: those come when it is waited for.
  await vi.waitFor(() => expect(settler.lane()?.state.onTheirWay()).toHaveLength(2), { timeout: 60_000 })
  await copy.putBackMessages(STREAMS.lanes)
  const next = await fleet.pay(1)
  await settled(1, [...forgotten, ...next])
  expect(times([...before, ...forgotten, ...next])).toEqual([1, 1, 1, 1])
})

it('tells of what has the numbers of entries that its lane has forgotten', async () => {
  await fleet.settler()
  const copy = await copyStore(fleet.broker)
  const forgotten = await fleet.pay(1)
  await settled(1, forgotten)
  await copy.putBackMessages(STREAMS.lanes, STREAMS.journal)
  const next = await fleet.pay(2)
  await settled(2, next)
  await again(1, forgotten)
  const last = await fleet.pay(1)
  await settled(1, last)
  expect(kindsFor(await fleet.told(2), next[0] as AcceptedPayment)).toEqual([
    'submitted',
    'confirmed',
    'settled',
  ])
  expect(times([...forgotten, ...next, ...last])).toEqual([1, 1, 1])
})

it('goes on from an earlier copy of all that the broker had', async () => {
  const settler = await fleet.settler()
  const before = await fleet.pay(1, 2)
  await settled(1, before.slice(0, 1))
  await settled(2, before.slice(1))
  const copy = await copyStore(fleet.broker)
  const forgotten = await fleet.pay(1, 1, 1)
  await settled(1, forgotten)
  await copy.putBack()
  await again(1, forgotten)
  const next = await fleet.pay(1, 2)
  await settled(1, [...forgotten, ...next.slice(0, 1)])
  await settled(2, next.slice(1))
  expect(times([...before, ...forgotten, ...next])).toEqual([1, 1, 1, 1, 1, 1, 1])
  await fleet.until(() => settler.lane()?.state.open().next().done === true)
})

import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { uplinkedText, VOIDED_HEADER } from '#src/fleet/entry.ts'
import { journalSubject, STREAMS } from '#src/fleet/names.ts'
import { tillItself } from '#src/staff/till-itself.ts'
import { acceptedPayment, id } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { openKiosk } from '../main/fleet/kiosk.ts'
import { type Fleet, kindsFor, kiosk, startFleet } from './harness.ts'

vi.setConfig({ testTimeout: 60_000 })

let fleet: Fleet
beforeEach(async () => {
  fleet = await startFleet()
})
afterEach(() => fleet?.close())

it('is told with a payment that was voided before it left its terminal', async () => {
  await fleet.broker.stop()
  const gate = await openKiosk({ folder: emptyFolder(), url: fleet.broker.url })
  await gate.sell(1)
  const by = tillItself('gate-07')
  await gate.ledger.record({ type: 'voided', id: id(1), by, cancellation: null })
  await gate.sell(2)
  await fleet.broker.start()
  await gate.level()
  await gate.stop()
  const { streams } = await jetstreamManager(await fleet.broker.connect())
  const told = await Promise.all([1, 2, 3, 4].map((seq) => streams.getMessage(STREAMS.journal, { seq })))
  expect(told.map((message) => message?.header?.has(VOIDED_HEADER))).toEqual([false, true, false, false])
})

it('does not take such a payment, though its void is still on its way', async () => {
  const settler = await fleet.settler()
  const voided = acceptedPayment(901)
  fleet.chain.fund(voided.authorization.from, voided.authorization.value)
  const all = headers()
  all.set(VOIDED_HEADER, '1')
  const entry = { seq: 1, at: 0, fact: { type: 'accepted' as const, payment: voided } }
  const stream = jetstream(await fleet.broker.connect())
  await stream.publish(journalSubject(kiosk(1)), uplinkedText(id(1), entry), { headers: all })
  const [next] = await fleet.pay(1)
  if (!next) throw new Error('nothing was paid')
  await fleet.until(async () => kindsFor(await fleet.told(1), next).includes('settled'))
  expect([voided, next].map(fleet.chain.timesPaid)).toEqual([0, 1])
  expect(settler.lane()?.state.find(voided.authorization.nonce)).toBeUndefined()
})

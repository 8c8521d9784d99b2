import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { uplinkedText } from '#src/fleet/entry.ts'
import { journalSubject, laneSubject, PARTITIONS, recallSubject, STREAMS } from '#src/fleet/names.ts'
import { recallAnswerSchema } from '#src/fleet/outcome.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { settlerFigures } from '../../settler/figures.ts'
import { openLaneLog } from '../../settler/lane-log.ts'
import { acceptedPayment, account, id } from '../fakes/accepted.ts'
import { type Fleet, GAS, kindsFor, kiosk, startFleet } from './harness.ts'

// Leases and acknowledgements run by the broker's own time, and machines are slow.
vi.setConfig({ testTimeout: 120_000 })

let fleet: Fleet
beforeEach(async () => {
  fleet = await startFleet()
})
afterEach(() => fleet?.close())

const isTold = async (terminal: number, payment: AcceptedPayment, kind: string) =>
  kindsFor(await fleet.told(terminal), payment).includes(kind)

const WHOLE = ['submitted', 'confirmed', 'settled']

it('settles payments of three terminals in one transaction, and tells each of its own', async () => {
  await fleet.settler({ batchSize: 3, waitMs: 600_000 })
  const payments = await fleet.pay(1, 2, 3)
  for (const [i, payment] of payments.entries()) await fleet.until(() => isTold(i + 1, payment, 'settled'))
  expect(fleet.chain.signedCount()).toBe(1)
  expect(payments.map(fleet.chain.timesPaid)).toEqual([1, 1, 1])
  for (const [i, payment] of payments.entries()) {
    const told = await fleet.told(i + 1)
    expect(kindsFor(told, payment)).toEqual(WHOLE)
    expect(told).toHaveLength(WHOLE.length)
  }
})

it('waits for company only so long', async () => {
  await fleet.settler({ batchSize: 100, waitMs: 300 })
  const payment = await payOne(1)
  await fleet.until(() => isTold(1, payment, 'settled'))
  expect(fleet.chain.timesPaid(payment)).toBe(1)
})

async function payOne(terminal: number): Promise<AcceptedPayment> {
  const [payment] = await fleet.pay(terminal)
  if (!payment) throw new Error('one payment')
  return payment
}

async function recall(terminal: number, payment: AcceptedPayment) {
  const connection = await fleet.broker.connect()
  const asked = JSON.stringify({ v: 1, id: payment.authorization.nonce })
  const answer = await connection.request(recallSubject(kiosk(terminal)), asked, { timeout: 10_000 })
  return recallAnswerSchema.parse(JSON.parse(answer.string())).answer
}

const voided = (payment: AcceptedPayment): Fact => ({
  type: 'voided',
  id: payment.authorization.nonce,
  by: { id: 'till', name: 'kiosk' },
  cancellation: null,
})

it('lets go of a payment that waits, for good, and of none that it has sent', async () => {
  const settler = await fleet.settler({ batchSize: 2, waitMs: 600_000 })
  const taken = await payOne(1)
  await fleet.until(() => settler.lane()?.state.find(taken.authorization.nonce) !== undefined)
  expect(await recall(2, taken)).toBe('unknown')
  expect(await recall(1, taken)).toBe('released')
  expect(await recall(1, taken)).toBe('released')
  await fleet.send(1, voided(taken))
  const others = await fleet.pay(1, 2)
  for (const [i, payment] of others.entries()) await fleet.until(() => isTold(i + 1, payment, 'submitted'))
  const [first] = others
  expect(first && (await recall(1, first))).toBe('taken')
  for (const [i, payment] of others.entries()) await fleet.until(() => isTold(i + 1, payment, 'settled'))
  expect([taken, ...others].map(fleet.chain.timesPaid)).toEqual([0, 1, 1])
})

it('never sends what was taken back before it came', async () => {
  const settler = await fleet.settler()
  const early = acceptedPayment(900)
  fleet.chain.fund(early.authorization.from, early.authorization.value)
  await fleet.until(() => settler.lane() !== undefined)
  expect(await recall(1, early)).toBe('unknown')
  await settler.stop()
  await fleet.settler({ holder: 'heir' })
  await fleet.send(1, { type: 'accepted', payment: early })
  const later = await payOne(1)
  await fleet.until(() => isTold(1, later, 'settled'))
  expect(fleet.chain.timesPaid(early)).toBe(0)
})

it('leaves payments for others to their terminals, and an id of two payers to the one that came first', async () => {
  await fleet.settler()
  const other = acceptedPayment(901, { to: account(0xbad) })
  await fleet.send(1, { type: 'accepted', payment: other })
  const first = await payOne(2)
  const second = acceptedPayment(902, { nonce: first.authorization.nonce })
  fleet.chain.fund(second.authorization.from, second.authorization.value)
  await fleet.until(() => isTold(2, first, 'settled'))
  await fleet.send(3, { type: 'accepted', payment: second })
  await fleet.until(() => isTold(3, second, 'declined'))
  expect(await fleet.told(1)).toEqual([
    { type: 'declined', ids: [other.authorization.nonce], code: 'RESCUE_OTHER_MERCHANT' },
  ])
  expect(await fleet.told(3)).toEqual([
    { type: 'declined', ids: [second.authorization.nonce], code: 'FLEET_ID_TAKEN' },
  ])
  expect([other, first, second].map(fleet.chain.timesPaid)).toEqual([0, 1, 0])
})

it('takes a payment that comes again for the one that it has', async () => {
  await fleet.settler()
  const payment = await payOne(1)
  const stream = jetstream(await fleet.broker.connect())
  const again = uplinkedText(id(1), { seq: 1, at: 0, fact: { type: 'accepted', payment } })
  await stream.publish(journalSubject(kiosk(1)), again)
  await fleet.until(() => isTold(1, payment, 'settled'))
  await stream.publish(journalSubject(kiosk(1)), again)
  const next = await payOne(1)
  await fleet.until(() => isTold(1, next, 'settled'))
  expect(kindsFor(await fleet.told(1), payment)).toEqual(WHOLE)
  expect(fleet.chain.timesPaid(payment)).toBe(1)
})

it('tells of a payment that its terminal has settled meanwhile', async () => {
  const payment = await payOne(1)
  fleet.chain.payByAnotherHand(payment)
  await fleet.settler()
  await fleet.until(() => isTold(1, payment, 'settled'))
  expect(kindsFor(await fleet.told(1), payment)).toEqual(['confirmed', 'settled'])
  expect(fleet.chain.timesPaid(payment)).toBe(1)
})

it('waits for a chain that is away, and says why the chain refuses', async () => {
  fleet.chain.goOffline(true)
  const said: string[] = []
  const settler = await fleet.settler({ say: (message) => said.push(message) })
  const payment = await payOne(1)
  const poor = acceptedPayment(903)
  await fleet.send(1, { type: 'accepted', payment: poor })
  await fleet.until(() => said.some((line) => line.includes('RPC_UNREACHABLE')))
  expect(settler.lane()?.state.find(payment.authorization.nonce)?.state).toBe('accepted')
  fleet.chain.goOffline(false)
  await fleet.until(() => isTold(1, payment, 'settled'))
  await fleet.until(() => isTold(1, poor, 'refused'))
})

it('goes on when the broker was killed', async () => {
  await fleet.settler({ batchSize: 2, waitMs: 600_000 })
  const first = await payOne(1)
  await fleet.broker.kill()
  await fleet.broker.start()
  const second = await payOne(2)
  await fleet.until(() => isTold(1, first, 'settled'))
  await fleet.until(() => isTold(2, second, 'settled'))
  expect([first, second].map(fleet.chain.timesPaid)).toEqual([1, 1])
})

it('takes over a lane whose settler is silent, and refuses what that one still writes', async () => {
  let isFrozen = false
  const clock = {
    now: systemClock.now,
    after: (ms: number, task: () => void) => systemClock.after(ms, () => (isFrozen ? undefined : task())),
  }
  const silent = await fleet.settler({ clock, partitions: [] }, () => isFrozen)
  await fleet.until(() => silent.lane() !== undefined)
  const late = silent.lane()
  const heir = await fleet.settler({ holder: 'heir' })
  isFrozen = true
  const payment = await payOne(1)
  await fleet.until(() => isTold(1, payment, 'settled'))
  expect(heir.lane()).toBeDefined()
  const written = await late?.take(
    { entry: { seq: 1, at: 0, fact: { type: 'accepted', payment: acceptedPayment(904) } } },
    kiosk(1),
  )
  expect(written?.ok === false && written.error.code).toBe('JOURNAL_WRITE_FAILED')
  const next = await payOne(1)
  await fleet.until(() => isTold(1, next, 'settled'))
})

it('keeps of the lane and in memory what is open', async () => {
  const settler = await fleet.settler()
  const payment = await payOne(1)
  await fleet.until(() => isTold(1, payment, 'settled'))
  const manager = await jetstreamManager(await fleet.broker.connect())
  const messages = async () => (await manager.streams.info(STREAMS.lanes)).state.messages
  expect(await messages()).toBe(4)
  await fleet.until(async () => {
    await settler.lane()?.tidy()
    return (await messages()) === 1
  })
  expect([...(settler.lane()?.state.open() ?? [])]).toEqual([])
  await settler.stop()
  await fleet.settler({ holder: 'heir' })
  const next = await payOne(1)
  await fleet.until(() => isTold(1, next, 'settled'))
  expect(fleet.chain.timesPaid(next)).toBe(1)
})

it('says again what was let go, and keeps none of the entries before it', async () => {
  const settler = await fleet.settler({ waitMs: 600_000 })
  const payment = await payOne(1)
  const { nonce } = payment.authorization
  await fleet.until(() => settler.lane()?.state.find(nonce) !== undefined)
  expect(await recall(1, payment)).toBe('released')
  const connection = await fleet.broker.connect()
  const elsewhere = await openLaneLog(connection, 'lane-2', systemClock)
  for (let n = 0; n < 1000; n += 1) await elsewhere.append([{ type: 'noted', what: 'test', by: null }])
  const open = await payOne(2)
  await fleet.until(() => settler.lane()?.state.find(open.authorization.nonce) !== undefined)
  const { streams } = await jetstreamManager(connection)
  const subjects_filter = laneSubject('lane-1')
  const messages = async () =>
    (await streams.info(STREAMS.lanes, { subjects_filter })).state.subjects?.[subjects_filter]
  expect(await messages()).toBe(3)
  await fleet.until(async () => {
    await settler.lane()?.tidy()
    return (await messages()) === 2
  })
  await settler.stop()
  const heir = await fleet.settler({ holder: 'heir' })
  await fleet.until(() => heir.lane() !== undefined)
  expect(await recall(1, payment)).toBe('released')
  await fleet.send(1, { type: 'accepted', payment })
  await fleet.until(() => isTold(2, open, 'settled'))
  expect([payment, open].map(fleet.chain.timesPaid)).toEqual([0, 1])
})

it('leaves what the chain refuses to its terminal after an hour, and is rid of it a day later', async () => {
  let later = 0
  const clock = { ...systemClock, now: () => systemClock.now() + later }
  const settler = await fleet.settler({ clock })
  const poor = acceptedPayment(905)
  await fleet.send(1, { type: 'accepted', payment: poor })
  await fleet.until(() => isTold(1, poor, 'refused'))
  const other = await payOne(1)
  await fleet.until(() => isTold(1, other, 'settled'))
  const manager = await jetstreamManager(await fleet.broker.connect())
  const messages = async () => (await manager.streams.info(STREAMS.lanes)).state.messages
  const state = () => settler.lane()?.state.find(poor.authorization.nonce)?.state
  await settler.lane()?.tidy()
  expect(state()).toBe('refused')
  expect(await messages()).toBeGreaterThan(4)
  later = 61 * 60_000
  await settler.lane()?.tidy()
  expect(state()).toBeUndefined()
  fleet.chain.fund(poor.authorization.from, poor.authorization.value)
  expect(await recall(1, poor)).toBe('released')
  later += 25 * 3_600_000
  await fleet.until(async () => {
    await settler.lane()?.tidy()
    return (await messages()) === 1
  })
  expect([...(settler.lane()?.state.open() ?? [])]).toEqual([])
  expect(fleet.chain.timesPaid(poor)).toBe(0)
})

it('gives the figures of the lane that it has', async () => {
  const settler = await fleet.settler({ batchSize: 2, waitMs: 600_000 })
  const payment = await payOne(1)
  await fleet.until(() => settler.lane()?.state.find(payment.authorization.nonce) !== undefined)
  const { connection } = settler
  const clock = { ...systemClock, now: () => payment.acceptedAt + 60_000 }
  const account = GAS.address
  const partitions = Array.from({ length: PARTITIONS }, (_, i) => i)
  const lanes = [{ name: 'lane-1', held: settler, account, partitions }]
  const text = await settlerFigures({ lanes, connection, chain: fleet.chain, clock })()
  expect(text.split('\n').filter((line) => /^[a-z]/.test(line))).toEqual([
    'tapsyr_settler_lane_held{lane="lane-1"} 1',
    'tapsyr_settler_payments{lane="lane-1",state="accepted"} 1',
    'tapsyr_settler_oldest_age_seconds{lane="lane-1"} 60',
    'tapsyr_settler_behind_entries{lane="lane-1"} 0',
    'tapsyr_settler_gas_balance_wei{lane="lane-1"} 1000000000000000000',
  ])
})

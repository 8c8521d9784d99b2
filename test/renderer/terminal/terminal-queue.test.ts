import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { ChainStatus } from '#src/ipc/contract.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { fakeJournal, journalWith } from '../../fakes/journal.ts'
import { freshDatabase, levelQueue, openTracked } from '../../fakes/queue.ts'
import { freshPage, info, inTime, ONLINE, ready, start, until } from './page.ts'

// What the terminal takes, keeps in the page's queue, and sends.

beforeEach(freshPage)

test('a queue that was lost is filled again before the counter opens, and its newest payment told', async () => {
  const { view } = start(journalWith(3))
  const snapshot = await ready(view)
  expect(snapshot.queue.summary.counts.accepted).toBe(3)
  expect(snapshot.queue.recent.map((payment) => payment.receipt)).toEqual(
    [3, 2, 1].map((n) => `001-00000${n}`),
  )
  expect(snapshot.restoredNotice).toEqual({ receipt: '001-000003', units: 1_000_000n })
  view.dismissRestored()
  expect(view.getSnapshot()).toMatchObject({ restoredNotice: null })
})

test('a sale: accepted on the screen, in the queue, and sent when the network is there', async () => {
  const journal = fakeJournal()
  let online = false
  const { view, bridge, clock } = start(journal, {
    'sale/authorize': () => {
      const [entry] = journal.accept(acceptedPayment(1))
      return entry ? ok({ entry, signedAt: 0 }) : fail('INTERNAL')
    },
    'chain/probe': (): Result<ChainStatus> => (online ? ok(ONLINE) : fail('RPC_UNREACHABLE')),
    'settlement/prepare': ({ ids }) => ok({ hash: null, entries: journal.write({ type: 'expired', ids }) }),
    'settlement/follow': () => ok({ open: 0, entries: [] }),
  })
  await until(view, ({ network }) => network.kind === 'offline')
  view.charge(1_000_000n)
  const accepted = await until(view, ({ flow }) => flow.step === 'accepted')
  expect(accepted.flow).toMatchObject({ online: false, payment: { receipt: '001-000001' } })
  expect((await until(view, ({ queue }) => queue.recent.length === 1)).queue.summary).toMatchObject({
    counts: { accepted: 1 },
    waitingUnits: 1_000_000n,
  })
  online = true
  view.sendNow()
  await until(view, ({ network }) => network.kind === 'online')
  // The list follows the queue some times a second, and not more often.
  await clock.advance(1000)
  await until(view, ({ queue }) => queue.summary.counts.expired === 1)
  expect(bridge.callsOf('settlement/prepare')).toEqual([{ ids: [id(1)] }])
  expect(view.getSnapshot()).toMatchObject({ network: { kind: 'online' } })
})

test('paused, a payment is kept and said to settle later; resumed, it is sent', async () => {
  const journal = fakeJournal()
  const { view, bridge, clock } = start(journal, {
    'sale/authorize': () => {
      const [entry] = journal.accept(acceptedPayment(1))
      return entry ? ok({ entry, signedAt: 0 }) : fail('INTERNAL')
    },
    'chain/probe': () => ok(ONLINE),
    'settlement/prepare': ({ ids }) => ok({ hash: null, entries: journal.write({ type: 'expired', ids }) }),
    'settlement/follow': () => ok({ open: 0, entries: [] }),
  })
  await until(view, ({ network }) => network.kind === 'online')
  view.setPaused(true)
  expect(view.getSnapshot()).toMatchObject({ paused: true })
  view.charge(1_000_000n)
  const { flow } = await until(view, (snapshot) => snapshot.flow.step === 'accepted')
  expect(flow).toMatchObject({ online: false })
  expect(bridge.callsOf('settlement/prepare')).toEqual([])
  view.setPaused(false)
  await inTime({ view, clock }, ({ queue }) => queue.summary.counts.expired === 1)
  expect(bridge.callsOf('settlement/prepare')).toEqual([{ ids: [id(1)] }])
})

test('a pause outlives a restart, and a queue that was lost with its database', async () => {
  const journal = journalWith(1)
  const first = start(journal)
  await until(first.view, ({ network }) => network.kind === 'offline')
  first.view.setPaused(true)
  await freshDatabase()
  const second = start(journal, {}, openTracked, first.storage)
  expect(await ready(second.view)).toMatchObject({ paused: true })
})

test('an empty gas account is told as such, with the network still there', async () => {
  const { view } = start(journalWith(1), {
    'chain/probe': () => ok(ONLINE),
    'settlement/prepare': () => fail('GAS_TOO_LOW'),
    'settlement/follow': () => ok({ open: 0, entries: [] }),
  })
  expect(await until(view, ({ held }) => held !== null)).toMatchObject({
    held: 'GAS_TOO_LOW',
    network: { kind: 'online' },
  })
})

test('a parked payment is opened again and sent', async () => {
  const journal = journalWith(1)
  journal.write({ type: 'refused', refusals: [{ id: id(1), code: 'AUTHORIZATION_SPENT' }] })
  const { view, bridge, clock } = start(journal, {
    'chain/probe': () => ok(ONLINE),
    'settlement/reopen': ({ ids }) => ok({ entries: journal.write({ type: 'reopened', ids }) }),
    'settlement/prepare': ({ ids }) => ok({ hash: null, entries: journal.write({ type: 'expired', ids }) }),
    'settlement/follow': () => ok({ open: 0, entries: [] }),
  })
  const before = await until(view, ({ network }) => network.kind === 'online')
  expect(before.queue.recent).toMatchObject([{ state: 'parked', refusal: 'AUTHORIZATION_SPENT' }])
  expect(bridge.callsOf('settlement/prepare')).toEqual([])
  view.reopen(id(1))
  await inTime({ view, clock }, ({ queue }) => queue.summary.counts.expired === 1)
  expect(bridge.callsOf('settlement/reopen')).toEqual([{ ids: [id(1)] }])
})

test('what main took from a rescue file is on the screen when the answer is', async () => {
  const journal = journalWith(1)
  const { view } = start(journal, {
    'rescue/import': ({ passphrase }) => {
      if (passphrase !== 'right one') return fail('PASSPHRASE_WRONG')
      journal.write({ type: 'rescued', payment: acceptedPayment(2), terminalId: 'sim-2' })
      return ok({ terminalId: 'sim-2', taken: 1, known: 0 })
    },
  })
  await ready(view)
  expect(await view.importRescue('wrong one')).toEqual(fail('PASSPHRASE_WRONG'))
  expect(await view.importRescue('right one')).toEqual(ok({ terminalId: 'sim-2', taken: 1, known: 0 }))
  const { queue } = await until(view, (snapshot) => snapshot.queue.recent.length === 2)
  expect(queue.recent.find((payment) => payment.id === id(2))).toMatchObject({ rescuedFrom: 'sim-2' })
})

test('a payment comes into the alarm’s time by waiting', async () => {
  const journal = fakeJournal()
  const { alarmMs } = info(journal)
  const validBefore = (fakeClock().now() + alarmMs + 90_000) / 1000
  journal.accept(acceptedPayment(1, { validBefore }))
  const { view, clock } = start(journal)
  expect((await ready(view)).queue).toMatchObject({ earliestDeadline: validBefore, expiring: 0 })
  await clock.advance(60_000)
  expect(view.getSnapshot()).toMatchObject({ queue: { expiring: 0 } })
  await clock.advance(60_000)
  expect((await until(view, ({ queue }) => queue.expiring > 0)).queue.expiring).toBe(1)
})

test('a queue that has lost rows is found out behind the counter, and the page starts anew between sales', async () => {
  const journal = journalWith(3)
  const { db } = await levelQueue(journal)
  await db.payments.delete(id(2))
  const { view, clock, reloads } = start(journal, {
    'sale/await-card': () => new Promise(() => undefined),
    'sale/close': () => ok(true),
  })
  await until(view, ({ network }) => network.kind === 'offline')
  expect(reloads()).toBe(0)
  view.charge(1_000_000n)
  await until(view, ({ flow }) => flow.step === 'card')
  await clock.advance(1000)
  await vi.waitFor(async () => expect(await db.table('meta').get('position')).toBeUndefined())
  await clock.advance(5000)
  expect(reloads()).toBe(0)
  view.cancel()
  await until(view, ({ flow }) => flow.step === 'amount')
  await vi.waitFor(async () => {
    await clock.advance(1000)
    expect(reloads()).toBe(1)
  })
})

test('what main writes by itself is brought into the queue', async () => {
  const { view, bridge } = start()
  await ready(view)
  bridge.emit('journal/written', undefined)
  await vi.waitFor(() => expect(bridge.callsOf('journal/since').length).toBeGreaterThan(0))
})

import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { QueueDatabase } from '#renderer/queue/database.ts'
import { createTerminal } from '#renderer/terminal/terminal.ts'
import type { ReadySnapshot, TerminalView } from '#renderer/view.ts'
import type { ChainStatus, DeviceStates, TerminalInfo } from '#src/ipc/contract.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'
import { type Answers, fakeBridge } from '../../fakes/bridge.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { type FakeJournal, fakeJournal, journalWith } from '../../fakes/journal.ts'
import { freshDatabase, levelQueue, openTracked, removeTracked } from '../../fakes/queue.ts'
import { fakeStorage } from '../../fakes/storage.ts'

beforeEach(async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  await freshDatabase()
})

const DEVICES: DeviceStates = {
  reader: { kind: 'ready' },
  printer: { kind: 'ready' },
  scanner: { kind: 'unused' },
  display: { kind: 'unused' },
}
const info = (journal: FakeJournal): TerminalInfo => ({
  shop: 'Aport Market',
  till: 1,
  language: 'ru',
  asset: { symbol: 'USDC', decimals: 6 },
  maxUnits: 1_000_000_000n,
  prices: null,
  staffed: false,
  cash: null,
  batchSize: 100,
  probeEveryMs: 3000,
  alarmMs: 86_400_000,
  closed: null,
  journal: journal.head(),
})

const ONLINE: ChainStatus = {
  head: {
    blockNumber: 1,
    blockHash: id(1),
    timestamp: 1,
    baseFeePerGas: 1n,
    gasLimit: 30_000_000n,
    nodeTime: null,
  },
  gasPayments: 500,
  gasAccount: account(9),
  clockAheadBy: null,
  toppedUp: [],
  endpoints: [],
}

/** A terminal as the page starts it, without a network until told otherwise. */
function start(
  journal = fakeJournal(),
  answers: Answers = {},
  open: () => Promise<QueueDatabase> = openTracked,
  storage = fakeStorage(),
) {
  const clock = fakeClock()
  const bridge = fakeBridge({
    ...journal.answers,
    'terminal/start': () => ok(info(journal)),
    'devices/state': () => ok(DEVICES),
    'keys/state': () => ok('ready'),
    'chain/probe': () => fail('RPC_UNREACHABLE'),
    'sale/open': () => ok({ saleId: 'sale 1', receipt: '001-000001', request: null }),
    'sale/await-card': () => ok({ payer: account(1) }),
    'receipt/print': () => ok('printed'),
    ...answers,
  })
  let reloads = 0
  const view = createTerminal({
    ...{ bridge, clock, storage, open, remove: removeTracked },
    reload: () => {
      reloads += 1
    },
    wasReloaded: false,
  })
  return { view, bridge, clock, storage, reloads: () => reloads }
}

/** The first snapshot that looks like this. */
const until = (view: TerminalView, looks: (snapshot: ReadySnapshot) => boolean) =>
  new Promise<ReadySnapshot>((resolve) => {
    const look = () => {
      const snapshot = view.getSnapshot()
      if (snapshot.phase !== 'ready' || !looks(snapshot)) return
      stop()
      resolve(snapshot)
    }
    const stop = view.subscribe(look)
    look()
  })
/** The same, with the clock running meanwhile: a round that was woken in its middle comes again by a timer. */
async function inTime(
  { view, clock }: Pick<ReturnType<typeof start>, 'view' | 'clock'>,
  looks: (snapshot: ReadySnapshot) => boolean,
): Promise<void> {
  let seen = false
  const looking = until(view, looks).then(() => {
    seen = true
  })
  while (!seen) await clock.advance(1000)
  return looking
}
const ready = (view: TerminalView) => until(view, () => true)

/** The first snapshot that is no longer the start. */
const started = (view: TerminalView) =>
  new Promise((resolve) => {
    const stop = view.subscribe(() => {
      const snapshot = view.getSnapshot()
      if (snapshot.phase === 'starting') return
      stop()
      resolve(snapshot)
    })
  })

test('starts with the counter, in the language of the configuration', async () => {
  const { view } = start()
  expect(view.getSnapshot()).toMatchObject({ phase: 'starting', step: 'opening' })
  expect(await ready(view)).toMatchObject({
    language: 'ru',
    flow: { step: 'amount' },
    devices: DEVICES,
    key: 'ready',
    restoredNotice: null,
  })
  expect(await until(view, ({ network }) => network.kind === 'offline')).toBeDefined()
})

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

test.each<[string, Answers]>([
  ['main could not start', { 'terminal/start': () => fail('CONFIG_INVALID', 'money.payee: missing') }],
  ['the devices are not known', { 'devices/state': () => fail('CONFIG_INVALID', 'money.payee: missing') }],
  ['the key is not known', { 'keys/state': () => fail('CONFIG_INVALID', 'money.payee: missing') }],
])('%s: out of service, with the reason', async (_what, answers) => {
  const { view } = start(fakeJournal(), answers)
  expect(await started(view)).toMatchObject({
    phase: 'out-of-service',
    code: 'CONFIG_INVALID',
    detail: 'money.payee: missing',
  })
})

test('a disk that takes no queue: out of service', async () => {
  const { view } = start(fakeJournal(), {}, () => Promise.reject(new Error('no space')))
  expect(await started(view)).toMatchObject({ phase: 'out-of-service', code: 'QUEUE_WRITE_FAILED' })
})

test('a device that changes while the terminal starts is seen', async () => {
  const changed: DeviceStates = { ...DEVICES, reader: { kind: 'fault', code: 'READER_ABSENT' } }
  const { view, bridge } = start(fakeJournal(), {
    'devices/state': () => {
      // The very next message from main after this answer.
      setImmediate(() => bridge.emit('devices/changed', changed))
      return ok(DEVICES)
    },
  })
  expect(await until(view, ({ devices }) => devices.reader.kind === 'fault')).toMatchObject({
    devices: changed,
  })
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

test('the gas key: a wrong passphrase is told, the right one looks at the network at once', async () => {
  const { view, bridge } = start(fakeJournal(), {
    'keys/state': () => ok('passphrase-needed'),
    'keys/unlock': ({ passphrase }) => (passphrase === 'right one' ? ok() : fail('PASSPHRASE_WRONG')),
  })
  await until(view, ({ network }) => network.kind === 'offline')
  expect(await view.unlock('wrong one')).toEqual({ code: 'PASSPHRASE_WRONG' })
  expect(view.getSnapshot()).toMatchObject({ key: 'passphrase-needed' })
  expect(await view.unlock('right one')).toBeNull()
  expect(view.getSnapshot()).toMatchObject({ key: 'ready' })
  expect(bridge.callsOf('chain/probe').length).toBeGreaterThan(0)
})

test('the language changes at once, and the clock goes on', async () => {
  const { view, clock } = start()
  const { now } = await ready(view)
  view.setLanguage('en')
  expect(view.getSnapshot()).toMatchObject({ language: 'en' })
  await clock.advance(2000)
  expect(view.getSnapshot()).toMatchObject({ now: now + 2000, language: 'en' })
})

test('nothing is asked of main before the terminal is ready', async () => {
  const { view, bridge } = start()
  view.charge(5n)
  view.sendNow()
  await ready(view)
  expect(bridge.callsOf('sale/open')).toEqual([])
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

test('the rate is known from the start, and followed', async () => {
  const journal = fakeJournal()
  const prices = {
    currency: { symbol: '₸', decimals: 2 },
    ...{ isRated: true, step: 100n, paper: 'ru' as const },
    ...{ categories: [], items: [], discounts: [], tips: [] },
  }
  const rate = { value: '536.20', source: 'National Bank', at: 1 }
  const { view, bridge } = start(journal, {
    'terminal/start': () => ok({ ...info(journal), prices }),
    'rate/state': () => ok({ rate, age: 'fresh', fault: null }),
  })
  expect((await until(view, (snapshot) => snapshot.rate.age === 'fresh')).rate.rate).toEqual(rate)
  bridge.emit('rate/changed', { rate, age: 'old', fault: 'RPC_TIMEOUT' })
  expect(await until(view, (snapshot) => snapshot.rate.age === 'old')).toMatchObject({
    rate: { fault: 'RPC_TIMEOUT' },
  })
})

test('a disk that takes nothing is told, and that it does again', async () => {
  const { view, bridge } = start()
  await ready(view)
  bridge.emit('disk/changed', { code: 'DISK_LOW' })
  expect(await until(view, ({ unstorable }) => unstorable?.code === 'DISK_LOW')).toBeTruthy()
  bridge.emit('disk/changed', null)
  expect(await until(view, ({ unstorable }) => unstorable === null)).toBeTruthy()
})

test('a terminal that is out of service says so from the start, and until it is back', async () => {
  const journal = fakeJournal()
  const closed = { reason: 'New reader', by: 'Aigul', at: 1 }
  const { view, bridge } = start(journal, { 'terminal/start': () => ok({ ...info(journal), closed }) })
  expect((await ready(view)).closed).toEqual(closed)
  bridge.emit('terminal/closed', null)
  expect(await until(view, (snapshot) => snapshot.closed === null)).toBeTruthy()
  bridge.emit('terminal/closed', closed)
  expect(await until(view, (snapshot) => snapshot.closed !== null)).toBeTruthy()
})

test('what main writes by itself is brought into the queue', async () => {
  const { view, bridge } = start()
  await ready(view)
  bridge.emit('journal/written', undefined)
  await vi.waitFor(() => expect(bridge.callsOf('journal/since').length).toBeGreaterThan(0))
})

test('what is scanned while nothing is sold reaches the counter', async () => {
  const { view, bridge } = start()
  await ready(view)
  const heard: string[] = []
  const stop = view.onItemScanned((text) => heard.push(text))
  bridge.emit('sale/item-scanned', { text: '4870000000013' })
  stop()
  bridge.emit('sale/item-scanned', { text: '4870000000020' })
  expect(heard).toEqual(['4870000000013'])
})

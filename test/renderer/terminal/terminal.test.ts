import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { DeviceStates } from '#src/ipc/contract.ts'
import { fail, ok } from '#src/result.ts'
import type { Answers } from '../../fakes/bridge.ts'
import { fakeJournal } from '../../fakes/journal.ts'
import { DEVICES, freshPage, info, ready, start, started, until } from './page.ts'

beforeEach(freshPage)

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

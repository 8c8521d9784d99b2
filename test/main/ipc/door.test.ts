import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDoor, type Handlers, type Sender } from '#main/ipc/door.ts'
import { outOfService } from '#main/modules/out-of-service.ts'
import type { ChannelName, RequestOf } from '#src/ipc/contract.ts'
import { CHANNEL_NAMES, REQUESTS } from '#src/ipc/requests.ts'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { goodServiceRequests, serviceHandlersBy } from '../../fakes/service-requests.ts'

const ORIGIN = 'app://kiosk'
const PAGE: Sender = { isMainFrame: true, url: 'app://kiosk/index.html' }
const SALE = { saleId: '3b241101-e2bb-4255-8caf-4136c566a962' }

const ADOPTED = { ...acceptedPayment(1), rescuedFrom: null }

/** A request that every channel must take. */
const GOOD: { readonly [C in ChannelName]: RequestOf<C> } = {
  'terminal/start': undefined,
  'devices/state': undefined,
  'journal/since': { seq: 0, limit: 5000 },
  'journal/adopt': { payments: [ADOPTED] },
  'sale/open': { units: 1n },
  'sale/await-card': SALE,
  'sale/authorize': SALE,
  'sale/override': { ...SALE, reason: 'known-customer' },
  'sale/pay-debt': SALE,
  'sale/scanned': { ...SALE, text: 'TPA:' },
  'sale/close': SALE,
  'rate/state': undefined,
  'risk/state': undefined,
  'staff/state': undefined,
  'staff/sign-in': { pin: '4711' },
  'staff/sign-in-by-card': undefined,
  'staff/stop-waiting': undefined,
  'staff/sign-out': undefined,
  'staff/allow-discount': { approvalPin: '4711' },
  'till/state': undefined,
  'shift/open': { float: null },
  'shift/close': { counted: 0n, approvalPin: '123456' },
  'shift/reports': undefined,
  'shift/print': { report: 'z', number: 1, copy: true },
  'drawer/open': { reason: 'change' },
  'payment/void': { id: id(1) },
  'payment/void-with-card': { id: id(1), approvalPin: '4711' },
  'payment/stop-waiting': undefined,
  'refund/make': { id: id(1), units: 1n, reason: '' },
  'refund/decide': { ask: 1, approve: true },
  'refund/wallet': undefined,
  'station/info': undefined,
  'station/ride': undefined,
  'station/stop-riding': undefined,
  'station/ticket': { receipt: '001-000347' },
  'receipt/print': { id: id(1), approvalPin: '4711' },
  'chain/probe': undefined,
  'settlement/prepare': { ids: [id(1)] },
  'settlement/broadcast': { hash: id(1) },
  'settlement/follow': { paused: false },
  'settlement/reopen': { ids: [id(1)] },
  'rescue/export': { passphrase: 'eight letters' },
  'rescue/import': { passphrase: 'eight letters' },
  'keys/state': undefined,
  'keys/unlock': { passphrase: 'eight letters' },
  ...goodServiceRequests(),
}

/** What is no request of that channel, however alike it looks. */
const BAD: readonly (readonly [ChannelName, unknown])[] = [
  ['terminal/start', {}],
  ['terminal/start', null],
  ['journal/since', { seq: -1, limit: 1 }],
  ['journal/since', { seq: 0, limit: 5001 }],
  ['journal/since', { seq: 0.5, limit: 1 }],
  ['journal/adopt', { payments: Array(1001).fill(ADOPTED) }],
  ['journal/adopt', { payments: [{ ...ADOPTED, signature: '0x' }] }],
  ['sale/open', { units: 0n }],
  ['sale/open', { units: -1n }],
  ['sale/open', { units: 1 }],
  ['sale/open', { units: '1' }],
  ['sale/open', { units: 1n, payee: acceptedPayment(1).authorization.from }],
  ['sale/authorize', { ...SALE, digest: id(1) }],
  ['sale/override', { ...SALE, reason: 'so' }],
  ['sale/pay-debt', { ...SALE, units: 1n }],
  ['sale/scanned', { ...SALE, text: 'x'.repeat(4097) }],
  ['sale/authorize', { saleId: '../../gas-key.json' }],
  ['receipt/print', { id: id(1).toUpperCase() }],
  ['receipt/print', { id: id(1), copy: false }],
  ['receipt/print', { id: id(1), approvalPin: '1' }],
  ['settlement/prepare', { ids: [] }],
  ['settlement/prepare', { ids: Array(201).fill(id(1)) }],
  ['settlement/broadcast', { hash: '0x02' }],
  ['settlement/reopen', { ids: [] }],
  ['settlement/reopen', { ids: [id(1)], state: 'accepted' }],
  ['rescue/export', { passphrase: 'eight letters', path: '/etc/shadow' }],
  ['rescue/import', { passphrase: 'short' }],
  ['keys/unlock', { passphrase: 'short' }],
  ['keys/unlock', { passphrase: 'x'.repeat(201) }],
]

const STRANGERS: readonly Sender[] = [
  { isMainFrame: false, url: PAGE.url },
  ...[
    '',
    'about:blank',
    'app://',
    'app://kiosk.evil/',
    'app://kiosk@evil/',
    'app://kiosk:1/',
    'app://kioskevil/index.html',
    'app://evil/app://kiosk/',
    'app://customer/',
    'app://customer/customer/index.html',
    'app:kiosk/',
    ' app://kiosk/',
    'APP://KIOSK/',
    'http://kiosk/',
    'https://example.org/?app://kiosk/',
    'file:///app://kiosk/',
    'data:text/html,app://kiosk/',
  ].map((url) => ({ isMainFrame: true, url })),
]

function hang(change: Partial<Handlers> = {}) {
  const ran: { channel: ChannelName; request: unknown }[] = []
  const lines: string[] = []
  const note = (channel: ChannelName) => (request: unknown) => {
    ran.push({ channel, request })
    return fail('RECEIPT_UNKNOWN')
  }
  const handlers: Handlers = {
    'terminal/start': note('terminal/start'),
    'devices/state': note('devices/state'),
    'journal/since': note('journal/since'),
    'journal/adopt': note('journal/adopt'),
    'sale/open': note('sale/open'),
    'sale/await-card': note('sale/await-card'),
    'sale/authorize': note('sale/authorize'),
    'sale/override': note('sale/override'),
    'sale/pay-debt': note('sale/pay-debt'),
    'sale/scanned': note('sale/scanned'),
    'sale/close': note('sale/close'),
    'staff/state': note('staff/state'),
    'staff/sign-in': note('staff/sign-in'),
    'staff/sign-in-by-card': note('staff/sign-in-by-card'),
    'staff/stop-waiting': note('staff/stop-waiting'),
    'staff/sign-out': note('staff/sign-out'),
    'staff/allow-discount': note('staff/allow-discount'),
    'till/state': note('till/state'),
    'shift/open': note('shift/open'),
    'shift/close': note('shift/close'),
    'shift/reports': note('shift/reports'),
    'shift/print': note('shift/print'),
    'drawer/open': note('drawer/open'),
    'payment/void': note('payment/void'),
    'payment/void-with-card': note('payment/void-with-card'),
    'payment/stop-waiting': note('payment/stop-waiting'),
    'refund/make': note('refund/make'),
    'refund/decide': note('refund/decide'),
    'refund/wallet': note('refund/wallet'),
    'rate/state': note('rate/state'),
    'risk/state': note('risk/state'),
    'station/info': note('station/info'),
    'station/ride': note('station/ride'),
    'station/stop-riding': note('station/stop-riding'),
    'station/ticket': note('station/ticket'),
    'receipt/print': note('receipt/print'),
    'chain/probe': note('chain/probe'),
    'settlement/prepare': note('settlement/prepare'),
    'settlement/broadcast': note('settlement/broadcast'),
    'settlement/follow': note('settlement/follow'),
    'settlement/reopen': note('settlement/reopen'),
    'rescue/export': note('rescue/export'),
    'rescue/import': note('rescue/import'),
    'keys/state': note('keys/state'),
    'keys/unlock': note('keys/unlock'),
    ...serviceHandlersBy(note),
    ...change,
  }
  return { ran, lines, answer: createDoor({ handlers, origin: ORIGIN, log: (line) => lines.push(line) }) }
}

test.each(CHANNEL_NAMES)('%s opens to the page, and gives the handler the request', async (channel) => {
  const { answer, ran } = hang()
  expect(await answer(channel, PAGE, GOOD[channel])).toEqual(fail('RECEIPT_UNKNOWN'))
  expect(await answer(channel, { isMainFrame: true, url: ORIGIN }, GOOD[channel])).toEqual(
    fail('RECEIPT_UNKNOWN'),
  )
  expect(ran).toEqual(Array(2).fill({ channel, request: GOOD[channel] }))
})

test.each(CHANNEL_NAMES)('%s stays shut to every stranger', async (channel) => {
  const { answer, ran, lines } = hang()
  for (const stranger of STRANGERS)
    expect(await answer(channel, stranger, GOOD[channel]), stranger.url).toEqual(fail('IPC_SENDER_REFUSED'))
  expect(ran).toEqual([])
  expect(lines).toHaveLength(STRANGERS.length)
})

test.each(CHANNEL_NAMES)('%s lets nothing through that its schema does not know', async (channel) => {
  await fc.assert(
    fc.asyncProperty(fc.anything({ withBigInt: true, withDate: true, withMap: true }), async (payload) => {
      const { answer, ran } = hang()
      const reply = await answer(channel, PAGE, payload)
      if (REQUESTS[channel].safeParse(payload).success) return
      expect(reply).toEqual(fail('IPC_PAYLOAD_INVALID'))
      expect(ran).toEqual([])
    }),
  )
})

test.each(BAD)('%s does not take %o', async (channel, payload) => {
  const { answer, ran } = hang()
  expect(await answer(channel, PAGE, payload)).toEqual(fail('IPC_PAYLOAD_INVALID'))
  expect(ran).toEqual([])
})

test('a passphrase that is refused is not in the log', async () => {
  const { answer, lines } = hang()
  await answer('keys/unlock', PAGE, { passphrase: 'hunter2' })
  await answer('keys/unlock', PAGE, { passphrase: 'correct horse', extra: 1 })
  expect(lines).toHaveLength(2)
  expect(lines.join()).not.toMatch(/hunter2|correct horse/)
})

test('a handler that throws gives the page a code, and the log the rest', async () => {
  const thrown = new Error('/var/lib/secret: no such file')
  const throwing = [
    () => {
      throw thrown
    },
    () => Promise.reject(thrown),
  ]
  for (const handler of throwing) {
    const { answer, lines } = hang({ 'chain/probe': handler })
    expect(await answer('chain/probe', PAGE, undefined)).toEqual(fail('INTERNAL'))
    expect(lines.join()).toContain('/var/lib/secret')
  }
})

test('what a handler returns goes out as it is', async () => {
  const { answer } = hang({ 'keys/state': () => ok('ready') })
  expect(await answer('keys/state', PAGE, undefined)).toEqual(ok('ready'))
})

test('a terminal that could not start answers every question with the reason', async () => {
  const reason = { code: 'CONFIG_INVALID', detail: 'money.payee: missing' } as const
  const answer = createDoor({ handlers: outOfService(reason), origin: ORIGIN, log: () => undefined })
  for (const channel of CHANNEL_NAMES)
    expect(await answer(channel, PAGE, GOOD[channel])).toEqual({ ok: false, error: reason })
})

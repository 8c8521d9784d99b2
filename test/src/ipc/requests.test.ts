import { describe, expect, it } from 'vitest'
import type { ChannelName, RequestOf } from '#src/ipc/contract.ts'
import { CHANNEL_NAMES, REQUESTS } from '#src/ipc/requests.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { SERVICE_CASES } from '../../fakes/service-requests.ts'

const ADOPTED = { ...acceptedPayment(1), rescuedFrom: null }

const ORDER = {
  currency: { symbol: '₸', decimals: 2 },
  lines: [{ name: 'Нан', quantity: 2, unitPrice: 19_000n }],
  discount: 0n,
  tip: 0n,
  total: 38_000n,
  rate: { value: '536.20', source: 'National Bank', at: 1_795_000_000_000 },
}
const SALE = { saleId: '123e4567-e89b-42d3-a456-426614174000' }
const badSales = [{ saleId: '1' }, { saleId: 1 }, { ...SALE, payee: id(1) }, {}]
const PASSPHRASE = { passphrase: 'correct horse' }
const badPassphrases = [{ passphrase: 'short' }, { passphrase: 'x'.repeat(201) }, { passphrase: null }]
const someIds = (count: number) => Array.from({ length: count }, (_, i) => id(i))

/** One request that main takes, and some that a hijacked renderer might send. */
const CASES: { readonly [C in ChannelName]: { good: RequestOf<C>; bad: readonly unknown[] } } = {
  'terminal/start': { good: undefined, bad: [] },
  'devices/state': { good: undefined, bad: [] },
  'journal/since': {
    good: { seq: 0, limit: 5000 },
    bad: [
      { seq: -1, limit: 1 },
      { seq: 0.5, limit: 1 },
      { seq: 0, limit: 0 },
      { seq: 0, limit: 5001 },
      { seq: '0', limit: 1 },
    ],
  },
  'journal/adopt': {
    good: { payments: [ADOPTED, { ...ADOPTED, rescuedFrom: 'apple-2' }] },
    bad: [
      { payments: [{ ...ADOPTED, state: 'settled' }] },
      { payments: [{ ...ADOPTED, signature: '0x' }] },
      { payments: Array.from({ length: 1001 }, (_, i) => acceptedPayment(i + 1)) },
      { payments: {} },
    ],
  },
  'sale/open': {
    good: { units: 1n, order: ORDER, product: 'day' },
    bad: [
      { units: 1n, order: ORDER, product: 'x'.repeat(41) },
      { units: 1n, order: { ...ORDER, lines: [] } },
      { units: 1n, order: { ...ORDER, rate: 'now' } },
      { units: 0n },
      { units: -1n },
      { units: 1 },
      { units: '1' },
      { units: 1n, to: id(1) },
    ],
  },
  'sale/await-card': { good: SALE, bad: badSales },
  'sale/authorize': { good: SALE, bad: [...badSales, { ...SALE, digest: id(1) }] },
  'sale/override': {
    good: { ...SALE, reason: 'known-customer', approvalPin: '4711' },
    bad: [SALE, { ...SALE, reason: 'so' }, { ...SALE, reason: 'known-customer', by: 'marat' }],
  },
  'sale/pay-debt': { good: SALE, bad: [...badSales, { ...SALE, card: id(1) }, { ...SALE, units: 1n }] },
  'sale/scanned': {
    good: { ...SALE, text: 'x'.repeat(4096) },
    bad: [SALE, { ...SALE, text: 1 }, { ...SALE, text: 'x'.repeat(4097) }, { text: 'TPA:' }],
  },
  'sale/close': { good: SALE, bad: badSales },
  'rate/state': { good: undefined, bad: [] },
  'risk/state': { good: undefined, bad: [{}] },
  'staff/state': { good: undefined, bad: [] },
  'staff/sign-in': {
    good: { pin: '47110815' },
    bad: [{ pin: '471' }, { pin: '471108155' }, { pin: 4711 }, { pin: '47a1' }, {}],
  },
  'staff/sign-in-by-card': { good: undefined, bad: [{}] },
  'staff/stop-waiting': { good: undefined, bad: [] },
  'staff/sign-out': { good: undefined, bad: [] },
  'staff/allow-discount': {
    good: { approvalPin: '4711' },
    bad: [undefined, { approvalPin: 'x' }, { percent: 5 }],
  },
  'till/state': { good: undefined, bad: [] },
  'shift/open': { good: { float: 0n }, bad: [{ float: -1n }, { float: '1' }, {}, { float: null, by: 'me' }] },
  'shift/close': {
    good: { counted: null, approvalPin: '4711' },
    bad: [{ counted: -1n }, {}, { counted: null, approvalPin: '' }, { counted: null, closedBy: 'me' }],
  },
  'shift/reports': { good: undefined, bad: [] },
  'shift/print': {
    good: { report: 'z', number: 7, copy: false },
    bad: [
      { report: 'x', number: 7 },
      { report: 'z' },
      { report: 'z', number: 0, copy: true },
      { report: 'y' },
    ],
  },
  'payment/void': { good: { id: id(1) }, bad: [{}, { id: '0x1' }, { id: id(1), by: 'me' }] },
  'payment/void-with-card': {
    good: { id: id(1), approvalPin: '4711' },
    bad: [
      { id: id(1), cancellation: id(2) },
      { id: id(1), approvalPin: 'letters' },
    ],
  },
  'payment/stop-waiting': { good: undefined, bad: [{}] },
  'refund/make': {
    good: { id: id(1), units: 1n, reason: 'cold' },
    bad: [
      { id: id(1), units: 0n, reason: '' },
      { id: id(1), units: '1', reason: '' },
      { id: id(1), units: 1n },
      { id: id(1), units: 1n, reason: 'x'.repeat(201) },
      { id: id(1), units: 1n, reason: '', to: id(2) },
    ],
  },
  'refund/decide': {
    good: { ask: 1, approve: true },
    bad: [{ ask: 0, approve: true }, { ask: 1 }, { ask: 1, approve: true, units: 1n }],
  },
  'refund/wallet': { good: undefined, bad: [{}] },
  'drawer/open': {
    good: { reason: 'change' },
    bad: [
      { reason: '' },
      { reason: ' ' },
      { reason: 'x'.repeat(201) },
      { reason: 'x', approvalPin: '1' },
      {},
    ],
  },
  'receipt/print': {
    good: { id: id(1), approvalPin: '4711' },
    bad: [
      {},
      { id: '0x01' },
      { id: id(1), copy: false },
      { id: id(1), approvalPin: 4711 },
      { id: id(1), text: 'x' },
    ],
  },
  'chain/probe': { good: undefined, bad: [] },
  'settlement/prepare': {
    good: { ids: someIds(200) },
    bad: [
      { ids: [] },
      { ids: someIds(201) },
      { ids: ['1'] },
      { ids: id(1) },
      { ids: [id(1)], account: id(2) },
    ],
  },
  'settlement/broadcast': {
    good: { hash: id(1) },
    bad: [{ hash: '0x' }, { hash: `0x${'AB'.repeat(32)}` }, { hash: id(1), raw: '0x02' }],
  },
  'settlement/follow': { good: { paused: false }, bad: [] },
  'settlement/reopen': {
    good: { ids: someIds(200) },
    bad: [{ ids: [] }, { ids: someIds(201) }, { ids: ['1'] }, { ids: [id(1)], state: 'settled' }],
  },
  'rescue/export': { good: PASSPHRASE, bad: [...badPassphrases, { ...PASSPHRASE, path: '/etc/passwd' }] },
  'rescue/import': { good: PASSPHRASE, bad: [...badPassphrases, { ...PASSPHRASE, path: '/etc/passwd' }] },
  'keys/state': { good: undefined, bad: [] },
  'keys/unlock': { good: PASSPHRASE, bad: badPassphrases },
  'station/info': { good: undefined, bad: [] },
  'station/ride': { good: undefined, bad: [{ card: id(1) }] },
  'station/stop-riding': { good: undefined, bad: [] },
  'station/ticket': {
    good: { receipt: '001-000347' },
    bad: [{ receipt: '1-347' }, { receipt: 347 }, { receipt: '001-000347', until: 1 }, {}],
  },
  ...SERVICE_CASES,
}

const GARBAGE = [null, 0, '', 'x'.repeat(100_000), [], { extra: true }, () => undefined]

it('has a schema for every channel', () => {
  expect([...CHANNEL_NAMES].sort()).toEqual(Object.keys(CASES).sort())
})

describe.each(CHANNEL_NAMES)('%s', (channel) => {
  const { good, bad } = CASES[channel]

  it('takes what it is made for, unchanged', () => {
    expect(REQUESTS[channel].parse(good)).toEqual(good)
  })

  it('refuses everything else', () => {
    const taken = [...bad, ...GARBAGE].filter((request) => REQUESTS[channel].safeParse(request).success)
    expect(taken).toEqual([])
  })
})

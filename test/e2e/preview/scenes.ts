import { UNSTAFFED } from '#renderer/terminal/staff.ts'
import type { ReadySnapshot, Snapshot } from '#renderer/view.ts'
import type { ChainStatus } from '#src/ipc/contract.ts'
import type { Language } from '#src/language.ts'
import { transferUri } from '#src/payment/transfer.ts'
import { encodeRequest } from '#src/qr/request.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { DEBT_SCENES, debtMakers } from './debt-scenes.ts'
import { HISTORY_SCENES, historyMakers } from './history-scenes.ts'
import { EXPIRED, FRESH, ORDER, ORDER_UNITS, PRICES } from './order-scenes.ts'
import { CLOSED, NOW, payment, summaryOf, USDC } from './payments.ts'
import {
  emptyQueue,
  expiringQueue,
  manyQueue,
  missing,
  parkedQueue,
  voidedQueue,
  waitingQueue,
} from './queues.ts'
import { SERVICE_SCENES, serviceMakers } from './service-scenes.ts'
import { BEFORE_SHIFT, IN_SHIFT, LOCKED, SIGNED_OUT, TENGE } from './shifts.ts'
import { STATION_SCENES, stationMakers } from './station-scenes.ts'

export const SCENES = [
  ...STATION_SCENES,
  ...HISTORY_SCENES,
  ...SERVICE_SCENES,
  ...DEBT_SCENES,
  'counter',
  'sign-in',
  'sign-in-locked',
  'shift-open',
  'shift-x',
  'shift-unprinted',
  'shift-approval',
  'shift-closing',
  'who',
  'help',
  'counter-faults',
  'counter-restored',
  'counter-locked',
  'tap-waiting',
  'tap-signing',
  'counter-stray',
  'tap-or-code',
  'tap-transfer-chosen',
  'tap-code-only',
  'paid',
  'paid-offline',
  'paid-large',
  'paper-failed',
  'declined',
  'declined-risk',
  'declined-override',
  'restoring',
  'out-of-service',
  'closed',
  'panel-offline',
  'panel-online',
  'panel-gas-too-low',
  'panel-high-fees',
  'panel-missing',
  'panel-parked',
  'panel-everything',
  'panel-payment',
  'passphrase',
  'passphrase-new',
  'rescue-saving',
  'rescue-saved',
  'rescue-take-failed',
  'rescue-taken',
  'order-basket',
  'order-full',
  'order-typed',
  'order-search',
  'order-search-keys',
  'order-discount',
  'order-held',
  'order-no-rate',
  'order-tap',
  'order-tap-code',
  'order-paid',
  'order-declined',
] as const

/** States that parts of screens are tested with; others show all of their words. */
const UNSHOWN = [
  'counter-offline',
  'counter-settling',
  'counter-paused',
  'counter-alarm',
  'counter-low-gas',
  'counter-high-fees',
  'counter-wrong-clock',
  'panel-paused',
  'panel-alarm',
  'panel-low-gas',
  'panel-wrong-clock',
  'panel-nodes',
  'panel-many',
] as const
export type Scene = (typeof SCENES)[number] | (typeof UNSHOWN)[number]

const UNITS = 4_270_000n
const PAYER = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'

const online = (changes: Partial<ChainStatus> = {}): ReadySnapshot['network'] => ({
  kind: 'online',
  status: {
    head: {
      blockNumber: 41_200_311,
      blockHash: '0x00',
      timestamp: NOW / 1000,
      baseFeePerGas: 5_000_000n,
      gasLimit: 400_000_000n,
      nodeTime: NOW,
    },
    gasPayments: 240,
    gasAccount: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
    clockAheadBy: null,
    toppedUp: [],
    endpoints: [{ host: 'rpc.example.kz', fault: null, latencyMs: 84.3 }],
    ...changes,
  },
})
const NODES = [
  { host: 'base-mainnet.primary-node.example.com:8545', fault: 'RPC_RATE_LIMITED', latencyMs: 812 },
  { host: 'rpc.example.kz', fault: null, latencyMs: 84.3 },
  { host: '10.20.30.40:8545', fault: 'RPC_UNREACHABLE', latencyMs: null },
  { host: 'spare.example.org', fault: null, latencyMs: null },
] as const

const ready = (language: Language, changes: Partial<ReadySnapshot> = {}): ReadySnapshot => ({
  phase: 'ready',
  language,
  info: {
    shop: 'Aport Market',
    till: 2,
    language,
    asset: USDC,
    maxUnits: 1_000_000_000n,
    prices: null,
    staffed: false,
    cash: null,
    batchSize: 100,
    probeEveryMs: 2000,
    alarmMs: 86_400_000,
    closed: null,
    journal: { epoch: '0x00', seq: 0, summary: summaryOf([]) },
  },
  flow: { step: 'amount' },
  closed: null,
  network: online(),
  devices: {
    reader: { kind: 'ready' },
    printer: { kind: 'ready' },
    scanner: { kind: 'unused' },
    display: { kind: 'unused' },
  },
  key: 'ready',
  queue: emptyQueue,
  settling: null,
  held: null,
  paused: false,
  restoredNotice: null,
  strays: [],
  rate: { rate: null, age: 'unknown', fault: null },
  ...UNSTAFFED,
  now: NOW,
  ...changes,
})

const OFFLINE = { network: { kind: 'offline' }, queue: waitingQueue } as const
const UNUSED = { scanner: { kind: 'unused' }, display: { kind: 'unused' } } as const
const PAPER_OUT = {
  ...UNUSED,
  reader: { kind: 'ready' },
  printer: { kind: 'fault', code: 'PRINTER_PAPER_OUT' },
} as const

const OVER_SUM = {
  code: 'RISK_CARD_SUM',
  why: { figure: 41_204_270_000n, limit: 40_000_000_000n, hoursLeft: 61 },
} as const

const overLimit = (language: Language) =>
  staffed(language, { ...IN_SHIFT, ...OFFLINE, flow: { step: 'declined', units: UNITS, error: OVER_SUM } })

const PAUSED = { paused: true, queue: waitingQueue }
const LOW_GAS = { network: online({ gasPayments: 12 }), queue: waitingQueue }
const HIGH_FEES = { held: 'FEES_TOO_HIGH', queue: waitingQueue } as const
const WRONG_CLOCK = { network: online({ clockAheadBy: -7_380 }), queue: waitingQueue }

/** What a shop with a long name and a token with a long one may ask at most. */
const REQUEST = encodeRequest({
  domain: {
    name: 'Digital Tenge of the National Bank',
    version: '1',
    chainId: 8453,
    verifyingContract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
  },
  draft: {
    to: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
    value: UNITS,
    validAfter: 0,
    validBefore: NOW / 1000 + 30 * 86_400,
    nonce: `0x${'5c'.repeat(32)}`,
  },
  asset: USDC,
  shop: '«Әже дүкені» азық-түлік дүкені',
})

const TRANSFER = {
  uri: transferUri({
    chainId: 8453,
    token: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
    payee: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
    units: UNITS + 734n,
  }),
  chainId: 8453,
  payee: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
  units: UNITS + 734n,
} as const

const STRAY = {
  payer: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
  units: UNITS + 734n,
  txHash: `0x${'5c8a'.repeat(16)}`,
} as const

const tap = (changes: Partial<SaleFlow & { step: 'card' }>): SaleFlow & { step: 'card' } => ({
  step: 'card',
  units: UNITS,
  receipt: '001-000347',
  request: null,
  transfer: null,
  stage: 'waiting',
  payer: null,
  notice: null,
  ...changes,
})

const accepted = (online: boolean, changes: Partial<SaleFlow & { step: 'accepted' }> = {}): SaleFlow => ({
  step: 'accepted',
  payment: payment({ number: 347, units: UNITS }),
  online,
  paper: { kind: 'printing' },
  ...changes,
})

/** A counter where goods have prices in tenge. */
const selling = (language: Language, changes: Partial<ReadySnapshot> = {}): ReadySnapshot => {
  const snapshot = ready(language, { rate: FRESH, ...changes })
  return { ...snapshot, info: { ...snapshot.info, prices: PRICES } }
}

type Make = (language: Language) => Snapshot

/** A counter where people sign in and cash is counted. */
const staffed = (language: Language, changes: Partial<ReadySnapshot>): ReadySnapshot => {
  const counter = ready(language, changes)
  return { ...counter, info: { ...counter.info, staffed: true, cash: TENGE } }
}

const MAKERS: Readonly<Record<Scene, Make>> = {
  ...serviceMakers(ready, { ...OFFLINE, devices: PAPER_OUT }),
  ...historyMakers(ready),
  ...debtMakers(selling, (l, changes) => staffed(l, { ...IN_SHIFT, ...changes }), OFFLINE),
  ...stationMakers(ready, tap({ request: REQUEST, transfer: TRANSFER })),
  counter: (l) => ready(l),
  'counter-offline': (l) => ready(l, OFFLINE),
  'sign-in': (l) => staffed(l, SIGNED_OUT),
  'sign-in-locked': (l) => staffed(l, { ...LOCKED, devices: PAPER_OUT }),
  'shift-open': (l) => staffed(l, BEFORE_SHIFT),
  'shift-x': (l) => staffed(l, { ...IN_SHIFT, ...OFFLINE }),
  'shift-unprinted': (l) => staffed(l, IN_SHIFT),
  'shift-approval': (l) => staffed(l, IN_SHIFT),
  'shift-closing': (l) => staffed(l, IN_SHIFT),
  who: (l) => staffed(l, { ...IN_SHIFT, ...OFFLINE }),
  help: (l) => staffed(l, IN_SHIFT),
  'counter-faults': (l) => ready(l, { ...OFFLINE, devices: PAPER_OUT }),
  'counter-restored': (l) =>
    ready(l, { ...OFFLINE, restoredNotice: { receipt: '001-000347', units: 1_730_000n } }),
  'counter-locked': (l) => ready(l, { key: 'passphrase-needed', queue: waitingQueue }),
  'counter-settling': (l) => ready(l, { settling: { done: 2, of: 3 }, queue: waitingQueue }),
  'counter-paused': (l) => ready(l, PAUSED),
  'counter-alarm': (l) => ready(l, { queue: expiringQueue }),
  'counter-low-gas': (l) => ready(l, LOW_GAS),
  'counter-high-fees': (l) => ready(l, HIGH_FEES),
  'counter-wrong-clock': (l) => ready(l, WRONG_CLOCK),
  'tap-waiting': (l) => ready(l, { ...OFFLINE, flow: tap({}) }),
  'tap-signing': (l) => ready(l, { ...OFFLINE, flow: tap({ stage: 'signing', payer: PAYER }) }),
  'counter-stray': (l) => ready(l, { strays: [STRAY] }),
  'tap-transfer-chosen': (l) => ready(l, { flow: tap({ request: REQUEST, transfer: TRANSFER }) }),
  'tap-or-code': (l) => ready(l, { ...OFFLINE, flow: tap({ request: REQUEST }) }),
  'tap-code-only': (l) =>
    ready(l, {
      ...OFFLINE,
      flow: tap({ request: REQUEST }),
      devices: {
        ...UNUSED,
        reader: { kind: 'fault', code: 'READER_ABSENT' },
        printer: { kind: 'ready' },
      },
    }),
  paid: (l) => ready(l, { flow: accepted(true, { paper: { kind: 'printing' } }) }),
  'paid-offline': (l) => ready(l, { flow: accepted(false) }),
  'paid-large': (l) =>
    ready(l, {
      flow: accepted(false, {
        payment: payment({ number: 1_347_112, units: 12_345_678_123_456n }),
        paper: { kind: 'printing' },
      }),
    }),
  'paper-failed': (l) =>
    ready(l, { flow: accepted(false, { paper: { kind: 'failed', code: 'PRINTER_PAPER_OUT' } }) }),
  declined: (l) =>
    ready(l, { flow: { step: 'declined', units: UNITS, error: { code: 'CARD_NOT_SUPPORTED' } } }),
  'declined-risk': (l) => overLimit(l),
  'declined-override': (l) => overLimit(l),
  restoring: (language) => ({
    phase: 'starting',
    language,
    step: 'restoring',
    restored: 3471,
    total: 10_000,
  }),
  closed: (l) => ready(l, { ...OFFLINE, closed: CLOSED }),
  'out-of-service': (language) => ({
    phase: 'out-of-service',
    language,
    code: 'JOURNAL_UNREADABLE',
    detail: 'segment 3, record 4711: checksum differs',
  }),
  'panel-offline': (l) => ready(l, { ...OFFLINE, devices: PAPER_OUT }),
  'panel-online': (l) =>
    ready(l, {
      queue: waitingQueue,
      devices: { ...UNUSED, reader: { kind: 'ready' }, printer: { kind: 'ready', paperNearEnd: true } },
    }),
  'panel-paused': (l) => ready(l, PAUSED),
  'panel-alarm': (l) => ready(l, { ...OFFLINE, queue: expiringQueue }),
  'panel-low-gas': (l) => ready(l, LOW_GAS),
  'panel-gas-too-low': (l) =>
    ready(l, { held: 'GAS_TOO_LOW', network: online({ gasPayments: 1 }), queue: waitingQueue }),
  'panel-high-fees': (l) => ready(l, HIGH_FEES),
  'panel-wrong-clock': (l) => ready(l, WRONG_CLOCK),
  'panel-missing': (l) =>
    ready(l, {
      queue: missing(
        emptyQueue,
        { from: 12, to: 15 },
        { from: 40, to: 40 },
        { from: 101, to: 102 },
        { from: 300, to: 311 },
      ),
    }),
  'panel-parked': (l) => ready(l, { queue: parkedQueue }),
  'panel-nodes': (l) => ready(l, { network: online({ endpoints: NODES }) }),
  'panel-many': (l) => ready(l, { ...OFFLINE, queue: manyQueue }),
  'panel-payment': (l) => ready(l, { queue: voidedQueue }),
  'panel-everything': (l) =>
    ready(l, {
      paused: true,
      key: 'passphrase-needed',
      devices: PAPER_OUT,
      network: online({ gasPayments: 3, clockAheadBy: 320, endpoints: NODES }),
      queue: missing(expiringQueue, { from: 12, to: 15 }),
    }),
  passphrase: (l) => ready(l, { key: 'passphrase-needed', queue: waitingQueue }),
  'passphrase-new': (l) => ready(l, { key: 'new-passphrase-needed' }),
  'rescue-saving': (l) => ready(l, OFFLINE),
  'rescue-saved': (l) => ready(l, OFFLINE),
  'rescue-take-failed': (l) => ready(l),
  'rescue-taken': (l) => ready(l),
  'order-basket': (l) => selling(l),
  'order-full': (l) => selling(l),
  'order-typed': (l) => selling(l),
  'order-search': (l) => selling(l),
  'order-search-keys': (l) => selling(l),
  'order-discount': (l) => selling(l),
  'order-held': (l) => selling(l),
  'order-no-rate': (l) => selling(l, { rate: EXPIRED, ...OFFLINE }),
  'order-tap': (l) => selling(l, { ...OFFLINE, flow: tap({ units: ORDER_UNITS, order: ORDER }) }),
  'order-tap-code': (l) =>
    selling(l, {
      flow: tap({ units: ORDER_UNITS, order: ORDER, request: REQUEST, notice: 'CARD_LEFT_EARLY' }),
    }),
  'order-paid': (l) =>
    selling(l, {
      flow: accepted(false, {
        payment: { ...payment({ number: 347, units: ORDER_UNITS }), order: ORDER },
        paper: { kind: 'printed' },
      }),
    }),
  'order-declined': (l) =>
    selling(l, {
      flow: { step: 'declined', units: ORDER_UNITS, order: ORDER, error: { code: 'RATE_CHANGED' } },
    }),
}

export const snapshotOf = (scene: Scene, language: Language): Snapshot => MAKERS[scene](language)

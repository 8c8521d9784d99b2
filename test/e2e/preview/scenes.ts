import type { ReadySnapshot, Snapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { NOW, PAYMENTS, payment, summaryOf, USDC } from './payments.ts'

export const SCENES = [
  'counter',
  'counter-offline',
  'counter-faults',
  'counter-restored',
  'counter-locked',
  'counter-settling',
  'tap-waiting',
  'tap-signing',
  'tap-storing',
  'tap-left-early',
  'paid',
  'paid-offline',
  'paid-large',
  'paper-failed',
  'declined',
  'declined-internal',
  'starting',
  'restoring',
  'out-of-service',
  'panel-offline',
  'panel-online',
  'passphrase',
  'passphrase-new',
] as const
export type Scene = (typeof SCENES)[number]

const UNITS = 4_270_000n
const PAYER = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'
const WAITING = PAYMENTS.slice(0, 3)

const emptyQueue = { summary: summaryOf([]), recent: PAYMENTS.slice(3), earliestDeadline: null }
const waitingQueue = {
  summary: summaryOf(WAITING),
  recent: PAYMENTS,
  earliestDeadline: NOW / 1000 + 29 * 86_400,
}

const ready = (language: Language, changes: Partial<ReadySnapshot> = {}): ReadySnapshot => ({
  phase: 'ready',
  language,
  info: {
    shop: 'Aport Market',
    till: 2,
    language,
    asset: USDC,
    maxUnits: 1_000_000_000n,
    batchSize: 100,
    probeEveryMs: 3000,
    journal: { epoch: '0x00', seq: 0, summary: summaryOf([]) },
  },
  flow: { step: 'amount' },
  network: { kind: 'online', gasPayments: 240 },
  devices: { reader: { kind: 'ready' }, printer: { kind: 'ready' } },
  key: 'ready',
  queue: emptyQueue,
  settling: null,
  restoredNotice: null,
  now: NOW,
  ...changes,
})

const OFFLINE = { network: { kind: 'offline' }, queue: waitingQueue } as const
const PAPER_OUT = {
  reader: { kind: 'ready' },
  printer: { kind: 'fault', code: 'PRINTER_PAPER_OUT' },
} as const

const tap = (changes: Partial<SaleFlow & { step: 'card' }>): SaleFlow => ({
  step: 'card',
  units: UNITS,
  receipt: '001-000347',
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

type Make = (language: Language) => Snapshot

const MAKERS: Readonly<Record<Scene, Make>> = {
  counter: (l) => ready(l),
  'counter-offline': (l) => ready(l, OFFLINE),
  'counter-faults': (l) => ready(l, { ...OFFLINE, devices: PAPER_OUT }),
  'counter-restored': (l) =>
    ready(l, { ...OFFLINE, restoredNotice: { receipt: '001-000347', units: 1_730_000n } }),
  'counter-locked': (l) => ready(l, { key: 'passphrase-needed', queue: waitingQueue }),
  'counter-settling': (l) => ready(l, { settling: { done: 2, of: 3 }, queue: waitingQueue }),
  'tap-waiting': (l) => ready(l, { ...OFFLINE, flow: tap({}) }),
  'tap-signing': (l) => ready(l, { ...OFFLINE, flow: tap({ stage: 'signing', payer: PAYER }) }),
  'tap-storing': (l) => ready(l, { flow: tap({ stage: 'storing', payer: PAYER }) }),
  'tap-left-early': (l) => ready(l, { ...OFFLINE, flow: tap({ notice: 'CARD_LEFT_EARLY' }) }),
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
  'declined-internal': (l) =>
    ready(l, { flow: { step: 'declined', units: UNITS, error: { code: 'INTERNAL' } } }),
  starting: (language) => ({ phase: 'starting', language, step: 'opening', restored: 0, total: 0 }),
  restoring: (language) => ({
    phase: 'starting',
    language,
    step: 'restoring',
    restored: 3471,
    total: 10_000,
  }),
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
      devices: { reader: { kind: 'ready' }, printer: { kind: 'ready', paperNearEnd: true } },
    }),
  passphrase: (l) => ready(l, { key: 'passphrase-needed', queue: waitingQueue }),
  'passphrase-new': (l) => ready(l, { key: 'new-passphrase-needed' }),
}

export const snapshotOf = (scene: Scene, language: Language): Snapshot => MAKERS[scene](language)

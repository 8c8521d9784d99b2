import { UNSTAFFED } from '#renderer/terminal/staff.ts'
import type { ReadySnapshot } from '#renderer/view.ts'
import type { ChainStatus } from '#src/ipc/contract.ts'
import type { Language } from '#src/language.ts'
import { FRESH, PRICES } from './order-scenes.ts'
import { NOW, summaryOf, USDC } from './payments.ts'
import { emptyQueue, waitingQueue } from './queues.ts'
import { TENGE } from './shifts.ts'

// The counters that scenes are made of, and what may be the matter with one.

export const online = (changes: Partial<ChainStatus> = {}): ReadySnapshot['network'] => ({
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

export const ready = (language: Language, changes: Partial<ReadySnapshot> = {}): ReadySnapshot => ({
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

/** A counter where goods have prices in tenge. */
export const selling = (language: Language, changes: Partial<ReadySnapshot> = {}): ReadySnapshot => {
  const snapshot = ready(language, { rate: FRESH, ...changes })
  return { ...snapshot, info: { ...snapshot.info, prices: PRICES } }
}

/** A counter where people sign in and cash is counted. */
export const staffed = (language: Language, changes: Partial<ReadySnapshot>): ReadySnapshot => {
  const counter = ready(language, changes)
  return { ...counter, info: { ...counter.info, staffed: true, cash: TENGE } }
}

export const OFFLINE = { network: { kind: 'offline' }, queue: waitingQueue } as const
export const UNUSED = { scanner: { kind: 'unused' }, display: { kind: 'unused' } } as const
export const PAPER_OUT = {
  ...UNUSED,
  reader: { kind: 'ready' },
  printer: { kind: 'fault', code: 'PRINTER_PAPER_OUT' },
} as const

export const PAUSED = { paused: true, queue: waitingQueue }
export const LOW_GAS = { network: online({ gasPayments: 12 }), queue: waitingQueue }
export const HIGH_FEES = { held: 'FEES_TOO_HIGH', queue: waitingQueue } as const
export const WRONG_CLOCK = { network: online({ clockAheadBy: -7_380 }), queue: waitingQueue }

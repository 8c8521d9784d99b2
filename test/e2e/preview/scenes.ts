import type { Snapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import { CLOSED_MAKERS, CLOSED_SCENES } from './closed-scenes.ts'
import {
  HIGH_FEES,
  LOW_GAS,
  OFFLINE,
  PAPER_OUT,
  PAUSED,
  ready,
  selling,
  staffed,
  WRONG_CLOCK,
} from './counter.ts'
import { DEBT_SCENES, debtMakers } from './debt-scenes.ts'
import { HISTORY_SCENES, historyMakers } from './history-scenes.ts'
import { PANEL_MAKERS, PANEL_SCENES, UNSHOWN_PANELS } from './panel-scenes.ts'
import { expiringQueue, waitingQueue } from './queues.ts'
import { EITHER_CODE, SALE_MAKERS, SALE_SCENES } from './sale-scenes.ts'
import { SERVICE_SCENES, serviceMakers } from './service-scenes.ts'
import { BEFORE_SHIFT, IN_SHIFT, LOCKED, SIGNED_OUT } from './shifts.ts'
import { STATION_SCENES, stationMakers } from './station-scenes.ts'

export const SCENES = [
  ...STATION_SCENES,
  ...HISTORY_SCENES,
  ...SERVICE_SCENES,
  ...DEBT_SCENES,
  ...CLOSED_SCENES,
  ...SALE_SCENES,
  ...PANEL_SCENES,
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
  'counter-stray',
  'restoring',
  'out-of-service',
  'passphrase',
  'passphrase-new',
  'rescue-saving',
  'rescue-saved',
  'rescue-take-failed',
  'rescue-taken',
] as const

/** States that parts of screens are tested with; others show all of their words. */
const UNSHOWN = [
  ...UNSHOWN_PANELS,
  'counter-offline',
  'counter-settling',
  'counter-paused',
  'counter-alarm',
  'counter-low-gas',
  'counter-high-fees',
  'counter-wrong-clock',
] as const
export type Scene = (typeof SCENES)[number] | (typeof UNSHOWN)[number]

const STRAY = {
  payer: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
  units: 4_270_734n,
  txHash: `0x${'5c8a'.repeat(16)}`,
} as const

type Make = (language: Language) => Snapshot

const MAKERS: Readonly<Record<Scene, Make>> = {
  ...serviceMakers(ready, { ...OFFLINE, devices: PAPER_OUT }),
  ...historyMakers(ready),
  ...SALE_MAKERS,
  ...PANEL_MAKERS,
  ...CLOSED_MAKERS,
  ...debtMakers(selling, (l, changes) => staffed(l, { ...IN_SHIFT, ...changes }), OFFLINE),
  ...stationMakers(ready, EITHER_CODE),
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
  'counter-stray': (l) => ready(l, { strays: [STRAY] }),
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
  passphrase: (l) => ready(l, { key: 'passphrase-needed', queue: waitingQueue }),
  'passphrase-new': (l) => ready(l, { key: 'new-passphrase-needed' }),
  'rescue-saving': (l) => ready(l, OFFLINE),
  'rescue-saved': (l) => ready(l, OFFLINE),
  'rescue-take-failed': (l) => ready(l),
  'rescue-taken': (l) => ready(l),
}

export const snapshotOf = (scene: Scene, language: Language): Snapshot => MAKERS[scene](language)

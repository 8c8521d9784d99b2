import type { Snapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import {
  HIGH_FEES,
  LOW_GAS,
  OFFLINE,
  online,
  PAPER_OUT,
  PAUSED,
  ready,
  UNUSED,
  WRONG_CLOCK,
} from './counter.ts'
import {
  emptyQueue,
  expiringQueue,
  manyQueue,
  missing,
  parkedQueue,
  voidedQueue,
  waitingQueue,
} from './queues.ts'

/** The panel of what waits to be settled. */
export const PANEL_SCENES = [
  'panel-offline',
  'panel-online',
  'panel-gas-too-low',
  'panel-high-fees',
  'panel-missing',
  'panel-parked',
  'panel-everything',
  'panel-payment',
] as const

/** As in scenes.ts. */
export const UNSHOWN_PANELS = [
  'panel-paused',
  'panel-alarm',
  'panel-low-gas',
  'panel-wrong-clock',
  'panel-nodes',
  'panel-many',
] as const
export type PanelScene = (typeof PANEL_SCENES)[number] | (typeof UNSHOWN_PANELS)[number]

const NODES = [
  { host: 'base-mainnet.primary-node.example.com:8545', fault: 'RPC_RATE_LIMITED', latencyMs: 812 },
  { host: 'rpc.example.kz', fault: null, latencyMs: 84.3 },
  { host: '10.20.30.40:8545', fault: 'RPC_UNREACHABLE', latencyMs: null },
  { host: 'spare.example.org', fault: null, latencyMs: null },
] as const

export const PANEL_MAKERS: Readonly<Record<PanelScene, (language: Language) => Snapshot>> = {
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
}

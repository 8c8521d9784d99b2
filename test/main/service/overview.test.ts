import { expect, test } from 'vitest'
import { noteDevices, type OverviewFacts, overviewRows } from '#main/service/overview.ts'
import { createSince } from '#main/service/since.ts'
import { createTapTimes } from '#main/service/tap-times.ts'
import { ERROR_CODES } from '#src/errors/codes.ts'
import type { RecoveryKind, ServiceName } from '#src/ipc/maintenance.ts'
import { emptySummary } from '#src/payment/summary.ts'
import { fail } from '#src/result.ts'
import type { UpdateState } from '#src/update/state.ts'
import { account, id } from '../../fakes/accepted.ts'

const READY = { kind: 'ready' } as const
const UNUSED = { kind: 'unused' } as const

const NONE = { page: 0, hung: 0, memory: 0, gpu: 0, helper: 0, program: 0, profile: 0 }
const mended = (kinds: readonly RecoveryKind[], at = 1_000_000_000_000): OverviewFacts['mended'] => ({
  all: () => kinds.map((kind) => ({ at, kind })),
  totals: () => ({ ...NONE, ...Object.fromEntries(kinds.map((kind) => [kind, 2])) }),
})

const WELL: OverviewFacts = {
  devices: { reader: READY, printer: READY, scanner: UNUSED, display: UNUSED },
  deviceDetail: (device) => ({
    device,
    identity: [
      ['place', `${device} at /dev/x`],
      ['firmware', 'F 1'],
    ],
    counters: [],
  }),
  endpoints: [{ host: 'rpc.example', fault: null, latencyMs: 20 }],
  chain: {
    head: { blockNumber: 1, blockHash: id(1), timestamp: 1, baseFeePerGas: 1n, gasLimit: 1n, nodeTime: null },
    gasPayments: 500,
    gasAccount: account(1),
    clockAheadBy: null,
    toppedUp: [],
    endpoints: [],
  },
  summary: emptySummary,
  entries: 12,
  journalFault: null,
  key: 'ready',
  clock: 'trusted',
  storage: {
    freeBytes: 5e9,
    journalBytes: 1000,
    segments: 1,
    databaseBytes: 2000,
    crashes: 0,
    lastCrashAt: null,
  },
  mended: mended([]),
  updates: null,
  now: 1_000_000_000_000,
}

const UP_TO_DATE = {
  ...{ installed: '0.2.0', available: null, step: { kind: 'idle' } },
  ...{ checkedAt: WELL.now, fault: null, rolledBack: null },
} as const satisfies UpdateState

function rowOf(name: ServiceName, change: Partial<OverviewFacts>) {
  const row = overviewRows(
    { ...WELL, ...change },
    createSince(() => 0),
  ).find((each) => each.name === name)
  return row && { state: row.state, code: row.code, figures: Object.fromEntries(row.figures) }
}

test('a terminal with nothing wrong has twelve good or unused rows, and says what they are', () => {
  const rows = overviewRows(
    WELL,
    createSince(() => 5),
  )
  expect(rows.map(({ name, state }) => `${name} ${state}`)).toEqual([
    ...['reader good', 'printer good', 'scanner unused', 'display unused', 'network good'],
    ...['queue good', 'journal good', 'clock good', 'keys good', 'storage good', 'program good'],
    'updates unused',
  ])
  expect(rows.every(({ code, since }) => code === null && since === 5)).toBe(true)
  expect(rows[0]?.what).toBe('reader at /dev/x, F 1')
})

test('a clock behind what the terminal has seen does not work, whatever the network says of it', () => {
  expect(rowOf('clock', { clock: 'behind', chain: null })).toEqual({
    ...{ state: 'failed', code: 'CLOCK_BEHIND', figures: {} },
  })
})

test.each(ERROR_CODES.filter((code) => code.startsWith('PRINTER_')))(
  '%s of the printer is its row’s reason',
  (code) => {
    const devices = { ...WELL.devices, printer: { kind: 'fault', code } as const }
    expect(rowOf('printer', { devices })).toMatchObject({ state: 'failed', code })
  },
)

test('a roll near its end wants attention', () => {
  const devices = { ...WELL.devices, printer: { kind: 'ready', paperNearEnd: true } as const }
  expect(rowOf('printer', { devices })).toMatchObject({
    state: 'attention',
    figures: { 'paper-near-end': 1 },
  })
})

test('one node of two is attention, none is failure, none asked yet is neither', () => {
  const up = { host: 'a', fault: null, latencyMs: 20 }
  const down = { host: 'b', fault: 'RPC_TIMEOUT', latencyMs: null } as const
  const asked = (...endpoints: OverviewFacts['endpoints']) => rowOf('network', { endpoints })
  expect(asked(up, down)).toEqual({
    ...{ state: 'attention', code: 'RPC_TIMEOUT' },
    figures: { nodes: 2, 'nodes-answering': 1 },
  })
  expect(asked(down)).toMatchObject({ state: 'failed', code: 'RPC_TIMEOUT' })
  expect(asked({ ...up, latencyMs: null })).toMatchObject({ state: 'attention', code: null })
})

test.each<[ServiceName, Partial<OverviewFacts>, object]>([
  [
    'queue',
    { summary: { ...emptySummary, counts: { ...emptySummary.counts, parked: 2 } } },
    { state: 'attention', figures: { waiting: 0, parked: 2 } },
  ],
  ['journal', { journalFault: 'JOURNAL_WRITE_FAILED' }, { state: 'failed', code: 'JOURNAL_WRITE_FAILED' }],
  [
    'journal',
    { summary: { ...emptySummary, missing: [{ from: 3, to: 5 }] } },
    { state: 'attention', figures: { entries: 12, 'missing-receipts': 3 } },
  ],
  ['clock', { chain: null }, { state: 'attention', code: null }],
  [
    'clock',
    { chain: WELL.chain && { ...WELL.chain, clockAheadBy: -900 } },
    { state: 'failed', code: 'CLOCK_WRONG', figures: { 'drift-seconds': -900 } },
  ],
  ['keys', { key: 'passphrase-needed' }, { state: 'attention', code: 'KEY_LOCKED' }],
  [
    'keys',
    { chain: WELL.chain && { ...WELL.chain, gasPayments: 49 } },
    { state: 'attention', code: 'GAS_TOO_LOW' },
  ],
  ['storage', { storage: { ...WELL.storage, freeBytes: 9e8 } }, { state: 'attention', code: 'DISK_LOW' }],
  ['storage', { storage: { ...WELL.storage, freeBytes: 9e7 } }, { state: 'failed', code: 'DISK_LOW' }],
])('%s tells of its trouble', (name, change, expected) => {
  expect(rowOf(name, change)).toMatchObject(expected)
})

test('since when it is so counts from the change, whether or not anybody looked', () => {
  let now = 10
  const since = createSince(() => now)
  const devices = { ...WELL.devices, reader: { kind: 'fault', code: 'READER_ABSENT' } as const }
  noteDevices(devices, since)
  now = 99
  const at = (facts: OverviewFacts) => overviewRows(facts, since).find(({ name }) => name === 'reader')?.since
  expect(at({ ...WELL, devices })).toBe(10)
  expect(at(WELL)).toBe(99)
})

test('the 95th of a hundred taps counts, of today only', () => {
  let now = new Date(2026, 0, 5, 12).getTime()
  const taps = createTapTimes(() => now)
  expect(taps.p95()).toBeNull()
  for (let ms = 100; ms >= 1; ms--) taps.note(ms)
  expect(taps.p95()).toBe(95)
  now = new Date(2026, 0, 6, 0, 1).getTime()
  expect(taps.p95()).toBeNull()
})

test('what mended itself is told, and needs somebody when it was three times in a day', () => {
  expect(rowOf('program', { mended: mended(['gpu', 'page']) })).toEqual({
    state: 'good',
    code: null,
    figures: { 'mended-gpu': 2, 'mended-page': 2 },
  })
  expect(rowOf('program', { mended: mended(['gpu', 'page', 'hung']) })).toMatchObject({
    state: 'attention',
    code: 'PAGE_HUNG',
  })
  const yesterday = WELL.now - 86_400_000
  expect(rowOf('program', { mended: mended(['gpu', 'page', 'hung'], yesterday) })).toMatchObject({
    state: 'good',
  })
})

test('a new version that was refused, or left again, needs somebody; a server that is away does after a day', () => {
  const row = (change: Partial<UpdateState>) => rowOf('updates', { updates: { ...UP_TO_DATE, ...change } })
  expect(row({})).toEqual({ state: 'good', code: null, figures: {} })
  const unreachable = { fault: fail('UPDATE_UNREACHABLE').error }
  expect(row(unreachable)).toMatchObject({ state: 'good' })
  for (const checkedAt of [null, UP_TO_DATE.checkedAt - 86_400_000])
    expect(row({ ...unreachable, checkedAt })).toMatchObject({ code: 'UPDATE_UNREACHABLE' })
  expect(row({ fault: fail('UPDATE_UNSIGNED').error })).toMatchObject({
    ...{ state: 'attention', code: 'UPDATE_UNSIGNED' },
  })
  expect(row({ rolledBack: { version: '0.3.0', why: '' } })).toMatchObject({
    ...{ state: 'attention', code: 'UPDATE_ROLLED_BACK' },
  })
})

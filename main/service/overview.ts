import type { EndpointHealth } from '#src/chain/port.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ChainStatus, DeviceState, DeviceStates, KeyState } from '#src/ipc/contract.ts'
import {
  type ClockDetail,
  type DeviceDetail,
  RECOVERY_KINDS,
  type ServiceName,
  type ServiceRow,
  type StorageDetail,
} from '#src/ipc/maintenance.ts'
import { shortAddress } from '#src/payment/address.ts'
import { missingCount } from '#src/payment/missing.ts'
import { type Summary, waitingCount } from '#src/payment/summary.ts'
import type { UpdateState } from '#src/update/state.ts'
import { codeOfRecovery, type Recoveries } from './recoveries.ts'
import type { Since } from './since.ts'

/** All that the overview is made of; it asks nobody but the disk. */
export interface OverviewFacts {
  readonly devices: DeviceStates
  readonly deviceDetail: (device: DeviceDetail['device']) => DeviceDetail
  readonly endpoints: readonly EndpointHealth[]
  /** What the page's last probe of the chain found; null before the first, or since the chain is gone. */
  readonly chain: ChainStatus | null
  readonly summary: Summary
  readonly entries: number
  /** The journal's last write failed, or its last verification did. */
  readonly journalFault: ErrorCode | null
  readonly key: KeyState
  readonly storage: StorageDetail
  /** Against what the terminal has seen. */
  readonly clock: ClockDetail['state']
  /** What the program has mended by itself. */
  readonly mended: Pick<Recoveries, 'all' | 'totals'>
  /** Null where the terminal looks for none. */
  readonly updates: UpdateState | null
  readonly now: number
}

type Row = Omit<ServiceRow, 'since'>

const DEVICES = ['reader', 'printer', 'scanner', 'display'] as const
/** A fee account that pays for fewer is called low everywhere. */
const FEW_GAS_PAYMENTS = 50
const LITTLE_DISK = 1_000_000_000
const NO_DISK = 100_000_000
/** Mended so often in a day: somebody should look why. */
const OFTEN = 3
const DAY_MS = 86_400_000

/** One row for each service, in the order in which people ask. */
export const overviewRows = (facts: OverviewFacts, since: Since): ServiceRow[] =>
  [
    ...DEVICES.map((device) => deviceRow(device, facts)),
    networkRow(facts),
    queueRow(facts),
    journalRow(facts),
    clockRow(facts),
    keysRow(facts),
    storageRow(facts),
    programRow(facts),
    updatesRow(facts),
  ].map((row) => ({ ...row, since: noteRow(row, since) }))

/** Devices come and go while nobody looks: since when they are as they are is noted as it happens. */
export function noteDevices(states: DeviceStates, since: Since): void {
  for (const device of DEVICES) noteRow(rowOfState(device, states[device], ''), since)
}

const noteRow = ({ name, state, code }: Row, since: Since): number => since.note(name, `${state} ${code}`)

const good = (name: ServiceName, rest: Partial<Row> = {}): Row => ({
  ...{ name, state: 'good', code: null, what: '', figures: [] },
  ...rest,
})
const attention = (name: ServiceName, code: ErrorCode | null, rest: Partial<Row> = {}): Row => ({
  ...good(name, rest),
  ...{ state: 'attention', code },
})
const failed = (name: ServiceName, code: ErrorCode, rest: Partial<Row> = {}): Row => ({
  ...good(name, rest),
  ...{ state: 'failed', code },
})

function deviceRow(device: DeviceDetail['device'], { devices, deviceDetail }: OverviewFacts): Row {
  const { identity } = deviceDetail(device)
  const what = identity
    .filter(([label]) => label === 'place' || label === 'firmware')
    .map(([, value]) => value)
    .join(', ')
  return rowOfState(device, devices[device], what)
}

function rowOfState(name: ServiceName, state: DeviceState, what: string): Row {
  switch (state.kind) {
    case 'unused':
      return { ...good(name), state: 'unused' }
    case 'connecting':
      return attention(name, null, { what })
    case 'fault':
      return failed(name, state.code, { what })
    case 'ready':
      return state.paperNearEnd
        ? attention(name, null, { what, figures: [['paper-near-end', 1]] })
        : good(name, { what })
  }
}

function networkRow({ endpoints }: OverviewFacts): Row {
  const answering = endpoints.filter(({ fault, latencyMs }) => fault === null && latencyMs !== null)
  const fault = endpoints.find((endpoint) => endpoint.fault !== null)?.fault ?? null
  const rest = {
    what: (answering[0] ?? endpoints[0])?.host ?? '',
    figures: [
      ['nodes', endpoints.length],
      ['nodes-answering', answering.length],
    ],
  } as const
  if (fault === null) return answering.length > 0 ? good('network', rest) : attention('network', null, rest)
  return answering.length > 0 ? attention('network', fault, rest) : failed('network', fault, rest)
}

function queueRow({ summary }: OverviewFacts): Row {
  const { parked } = summary.counts
  const rest = {
    figures: [
      ['waiting', waitingCount(summary)],
      ['parked', parked],
    ],
  } as const
  return parked > 0 ? attention('queue', null, rest) : good('queue', rest)
}

function journalRow({ entries, summary, journalFault }: OverviewFacts): Row {
  const missing = missingCount(summary.missing)
  const rest = {
    figures: [
      ['entries', entries],
      ['missing-receipts', missing],
    ],
  } as const
  if (journalFault !== null) return failed('journal', journalFault, rest)
  return missing > 0 ? attention('journal', null, rest) : good('journal', rest)
}

/** Only a difference that matters is known from the probe; see `clockAheadBy`. */
function clockRow({ chain, clock }: OverviewFacts): Row {
  if (clock === 'behind') return failed('clock', 'CLOCK_BEHIND')
  if (chain === null) return attention('clock', null)
  const drift = chain.clockAheadBy
  return drift === null
    ? good('clock')
    : failed('clock', 'CLOCK_WRONG', { figures: [['drift-seconds', drift]] })
}

function keysRow({ key, chain }: OverviewFacts): Row {
  if (key !== 'ready') return attention('keys', 'KEY_LOCKED')
  const payments = chain?.gasPayments ?? null
  const what = chain?.gasAccount ? shortAddress(chain.gasAccount) : ''
  if (payments === null) return good('keys', { what })
  const rest = { what, figures: [['gas-payments', payments]] } as const
  return payments < FEW_GAS_PAYMENTS ? attention('keys', 'GAS_TOO_LOW', rest) : good('keys', rest)
}

function storageRow({ storage }: OverviewFacts): Row {
  const rest = {
    figures: [
      ['free-bytes', storage.freeBytes],
      ['journal-bytes', storage.journalBytes],
      ['database-bytes', storage.databaseBytes],
    ],
  } as const
  if (storage.freeBytes < NO_DISK) return failed('storage', 'DISK_LOW', rest)
  return storage.freeBytes < LITTLE_DISK ? attention('storage', 'DISK_LOW', rest) : good('storage', rest)
}

/** What mends itself once needs nobody; what does so again and again will not mend itself for long. */
function programRow({ mended, now }: OverviewFacts): Row {
  const totals = mended.totals()
  const figures = RECOVERY_KINDS.filter((kind) => totals[kind] > 0).map(
    (kind) => [`mended-${kind}`, totals[kind]] as const,
  )
  const lately = mended.all().filter(({ at }) => now - at < DAY_MS)
  const last = lately.at(-1)
  if (!last || lately.length < OFTEN) return good('program', { figures })
  return attention('program', codeOfRecovery(last.kind), { figures })
}

/** A server that cannot be reached needs nobody before a day is over: this terminal is offline often. */
function updatesRow({ updates, now }: OverviewFacts): Row {
  if (updates === null) return { ...good('updates'), state: 'unused' }
  const { available, checkedAt, fault, rolledBack } = updates
  const isLately = checkedAt !== null && now - checkedAt < DAY_MS
  const refused = fault?.code === 'UPDATE_UNREACHABLE' && isLately ? null : fault
  const code = rolledBack ? 'UPDATE_ROLLED_BACK' : (refused?.code ?? null)
  const rest = { what: available ?? '' }
  return code === null ? good('updates', rest) : attention('updates', code, rest)
}

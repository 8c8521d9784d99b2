import type { EndpointHealth } from '#src/chain/port.ts'
import type { ChainStatus, DeviceStates } from '#src/ipc/contract.ts'
import type { Asset } from '#src/money/asset.ts'
import type { Summary } from '#src/payment/summary.ts'
import type { FleetState } from '../fleet/fleet.ts'
import type { Families } from './families.ts'

/** What is looked up when somebody asks for the figures; whatever is unknown is left out of them. */
export interface Readings {
  readonly now: number
  readonly asset: Asset
  readonly summary: Summary
  /** When the oldest payment that is not final was accepted, ms since the epoch; null when all are. */
  readonly oldestUnsettled: number | null | undefined
  readonly devices: DeviceStates
  readonly endpoints: readonly EndpointHealth[]
  /** What the last probe of the chain found; null before the first, or since the chain is gone. */
  readonly chain: ChainStatus | null
  /** Wei. */
  readonly gasBalance: bigint | null
  /** Seconds. */
  readonly clockDrift: number | null
  /** Ms; null where there is no list. */
  readonly denyListAge: number | null
  /** Null where none is configured; 0 before the first. */
  readonly denyListVersion: number | null
  /** When the rate was told, ms since the epoch; null where there is none. */
  readonly rateAt: number | null
  /** Of what comes from a fleet: whether the newest is refused. */
  readonly refused: Readonly<Partial<Record<Refusable, boolean>>>
  /** Null where there is none. */
  readonly fleet: FleetState | null
  /** The operator has taken the terminal out of service. */
  readonly isClosed: boolean
}

export type Refusable = 'layer' | 'command' | 'rate' | 'list'

const STATES = ['connecting', 'ready', 'fault'] as const

/** Puts them into the gauges, and takes out what is no longer known. */
export function fill(families: Families, readings: Readings): void {
  const { now, summary, asset, oldestUnsettled, devices, chain } = readings
  for (const [state, count] of Object.entries(summary.counts)) families.payments.set({ state }, count)
  families.unsettledValue.set({ asset: asset.symbol }, Number(summary.waitingUnits) / 10 ** asset.decimals)
  const oldestAge = typeof oldestUnsettled === 'number' ? (now - oldestUnsettled) / 1000 : oldestUnsettled
  set(families.oldestUnsettled, oldestAge === null ? 0 : oldestAge)

  families.device.reset()
  for (const [device, { kind }] of Object.entries(devices))
    if (kind !== 'unused')
      for (const state of STATES) families.device.set({ device, state }, Number(kind === state))

  families.rpcLatency.reset()
  for (const [n, { host, fault, latencyMs }] of readings.endpoints.entries()) {
    // Two nodes may have the same host: their number in the configuration tells them apart.
    const labels = { node: `${n + 1}`, host }
    families.rpcUp.set(labels, Number(fault === null && latencyMs !== null))
    if (latencyMs !== null) families.rpcLatency.set(labels, latencyMs / 1000)
  }
  set(families.headAge, chain ? now / 1000 - chain.head.timestamp : null)
  set(families.gasPayments, chain?.gasPayments)
  set(families.gasBalance, readings.gasBalance === null ? null : Number(readings.gasBalance))
  set(families.clockDrift, readings.clockDrift)
  set(families.outOfService, Number(readings.isClosed))
  const { fleet } = readings
  set(families.fleetUp, fleet && Number(fleet.connected))
  set(families.fleetBehind, fleet?.behind)
  set(families.fleetTaken, fleet && (fleet.takenAt === null ? null : fleet.takenAt / 1000))
  families.layerVersion.reset()
  for (const { level, version } of fleet?.layers?.inForce ?? [])
    families.layerVersion.set({ layer: level }, version)
  set(families.layersWaiting, fleet?.layers && Number(fleet.layers.waiting !== null))
  set(families.denyListAge, readings.denyListAge === null ? null : readings.denyListAge / 1000)
  set(families.denyListVersion, readings.denyListVersion)
  set(families.rateAge, readings.rateAt === null ? null : (now - readings.rateAt) / 1000)
  families.fleetRefused.reset()
  for (const [what, isRefused] of Object.entries(readings.refused))
    families.fleetRefused.set({ what }, Number(isRefused))
}

/** A gauge whose figure is unknown is not in the text at all: 0 would be a lie. */
function set(gauge: Families['headAge'], value: number | null | undefined): void {
  if (value === null || value === undefined) gauge.remove()
  else gauge.set(value)
}

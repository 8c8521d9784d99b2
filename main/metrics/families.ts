import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

const MINUTE = 60
const HOUR = 3600

/**
 * Every family of figures, in Prometheus' own terms: base units, `_total` for what only grows. Labels have few
 * values: no payer, no receipt, no hash is ever one.
 */
export function familiesIn(registry: Registry) {
  const registers = [registry]
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) => {
    const made = new Gauge({ name: `tapsyr_${name}`, help, labelNames, registers })
    // It begins as 0, which nobody has measured.
    if (labelNames.length === 0) made.remove()
    return made
  }
  const counter = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `tapsyr_${name}`, help, labelNames, registers })
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `tapsyr_${name}`, help, buckets, registers })

  return {
    buildInfo: gauge('build_info', 'What runs; always 1.', ['version', 'electron', 'node']),
    startTime: gauge('start_time_seconds', 'When the program started, seconds since the epoch.'),
    payments: gauge('payments', 'Payments of the journal by state.', ['state']),
    unsettledValue: gauge('unsettled_value', 'What is accepted and not final, in whole tokens.', ['asset']),
    oldestUnsettled: gauge('oldest_unsettled_age_seconds', 'Age of the oldest payment that is not final.'),
    settleSeconds: histogram('settle_seconds', 'From accepted to confirmed on the chain.', [
      ...[5, 15, 30, MINUTE, 5 * MINUTE, 15 * MINUTE],
      ...[HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR],
    ]),
    tapSeconds: histogram(
      'tap_seconds',
      'From the card being seen to the payment or ride on disk.',
      [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10],
    ),
    taps: counter('taps_total', 'Taps that were accepted.', ['kind']),
    declines: counter('declines_total', 'Taps that were not, by why.', ['code']),
    device: gauge('device_state', 'How each device is: 1 for the state it is in.', ['device', 'state']),
    rpcUp: gauge('rpc_up', 'Whether a node answered when it was last asked.', ['node', 'host']),
    rpcLatency: gauge('rpc_latency_seconds', 'What a node needs to answer, smoothed.', ['node', 'host']),
    headAge: gauge('chain_head_age_seconds', 'How far the newest block that was seen lies back.'),
    clockDrift: gauge('clock_drift_seconds', "The terminal's clock less the network's, when last compared."),
    gasBalance: gauge('gas_balance_wei', 'What the account that pays the fees had when last asked.'),
    gasPayments: gauge('gas_payments', 'About how many payments it can still settle.'),
    denyListAge: gauge('deny_list_age_seconds', "Age of the operator's deny list."),
    denyListVersion: gauge('deny_list_version', "Version of the operator's deny list; 0 before the first."),
    rateAge: gauge('rate_age_seconds', 'Age of the rate that prices are converted by.'),
    fleetRefused: gauge('fleet_refused', 'Whether the newest of its kind from the fleet is refused.', [
      'what',
    ]),
    outOfService: gauge('out_of_service', 'Whether the operator has taken the terminal out of service.'),
    fleetUp: gauge('fleet_up', 'Whether the terminal is connected to its fleet.'),
    fleetBehind: gauge('fleet_behind_entries', 'Entries of the journal that the fleet does not have yet.'),
    fleetTaken: gauge('fleet_taken_time_seconds', 'When the fleet last took one, seconds since the epoch.'),
    layerVersion: gauge('fleet_layer_version', 'Layers of configuration in force.', ['layer']),
    layersWaiting: gauge('fleet_layers_waiting', 'Whether other layers wait for a restart.'),
    faults: counter('faults_total', 'What went wrong, as maintenance lists it.', ['where', 'code']),
    recoveries: counter('recoveries_total', 'What died and was started again.', ['kind']),
    memory: gauge('memory_bytes', 'Memory of the processes, by what they are.', ['process']),
    heap: gauge('heap_bytes', "JavaScript in use in the program's main process."),
  }
}

export type Families = ReturnType<typeof familiesIn>

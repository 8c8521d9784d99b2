import { expect, test } from 'vitest'
import type { Readings } from '#main/metrics/readings.ts'
import type { ChainStatus } from '#src/ipc/contract.ts'
import { emptySummary } from '#src/payment/summary.ts'
import { fail, ok } from '#src/result.ts'
import { account, id } from '../../fakes/accepted.ts'
import { samples, someMetrics } from '../../fakes/metrics.ts'

const NOW = 1_700_000_600_000

const status: ChainStatus = {
  head: {
    blockNumber: 7,
    blockHash: id(7),
    timestamp: NOW / 1000 - 12,
    baseFeePerGas: 1n,
    gasLimit: 30_000_000n,
    nodeTime: NOW,
  },
  gasPayments: 321,
  gasAccount: account(1),
  clockAheadBy: null,
  endpoints: [],
  toppedUp: [],
}

const readings: Readings = {
  now: NOW,
  asset: { symbol: 'USDC', decimals: 6 },
  summary: {
    ...emptySummary,
    counts: { ...emptySummary.counts, accepted: 3, parked: 1 },
    waitingUnits: 12_340_000n,
  },
  oldestUnsettled: NOW - 90_000,
  devices: {
    reader: { kind: 'ready' },
    printer: { kind: 'fault', code: 'PRINTER_PAPER_OUT' },
    scanner: { kind: 'connecting' },
    display: { kind: 'unused' },
  },
  endpoints: [
    { host: 'rpc.example.org', fault: null, latencyMs: 250 },
    { host: 'rpc.example.org', fault: 'RPC_TIMEOUT', latencyMs: null },
  ],
  chain: status,
  gasBalance: 10n ** 17n,
  clockDrift: -2,
  denyListAge: 3_600_000,
  denyListVersion: 7,
  rateAt: NOW - 120_000,
  isClosed: true,
  refused: { layer: false, rate: false, list: true },
  fleet: {
    ...{ connected: true, behind: 3, takenAt: 1_700_000_000_000 },
    layers: {
      inForce: [
        { level: 'fleet', version: 12 },
        { level: 'terminal', version: 3 },
      ],
      waiting: [{ level: 'fleet', version: 12 }],
      refused: null,
    },
  },
}

async function textOf(looked: Readings): Promise<string> {
  const metrics = someMetrics()
  metrics.readFrom(() => looked)
  return metrics.text()
}

test('figures are in base units, with the words of the terminal as labels', async () => {
  const text = await textOf(readings)
  const of = (name: string) => samples(text, `tapsyr_${name}`)
  expect(of('payments')).toMatchObject({
    '{state="accepted"}': 3,
    '{state="parked"}': 1,
    '{state="settled"}': 0,
  })
  expect(of('unsettled_value')).toEqual({ '{asset="USDC"}': 12.34 })
  expect(of('oldest_unsettled_age_seconds')).toEqual({ '': 90 })
  expect(of('device_state')).toMatchObject({
    '{device="reader",state="ready"}': 1,
    '{device="reader",state="fault"}': 0,
    '{device="printer",state="fault"}': 1,
    '{device="scanner",state="connecting"}': 1,
  })
  expect(text).not.toContain('display')
  expect(of('rpc_up')).toEqual({
    '{node="1",host="rpc.example.org"}': 1,
    '{node="2",host="rpc.example.org"}': 0,
  })
  expect(of('rpc_latency_seconds')).toEqual({ '{node="1",host="rpc.example.org"}': 0.25 })
  expect(of('chain_head_age_seconds')).toEqual({ '': 12 })
  expect(of('clock_drift_seconds')).toEqual({ '': -2 })
  expect(of('gas_payments')).toEqual({ '': 321 })
  expect(of('gas_balance_wei')).toEqual({ '': 1e17 })
  expect(of('deny_list_age_seconds')).toEqual({ '': 3600 })
  expect(of('deny_list_version')).toEqual({ '': 7 })
  expect(of('rate_age_seconds')).toEqual({ '': 120 })
  expect(of('out_of_service')).toEqual({ '': 1 })
  expect(of('fleet_refused')).toEqual({ '{what="layer"}': 0, '{what="rate"}': 0, '{what="list"}': 1 })
  expect(of('fleet_layer_version')).toEqual({ '{layer="fleet"}': 12, '{layer="terminal"}': 3 })
  expect(of('fleet_layers_waiting')).toEqual({ '': 1 })
  expect(of('memory_bytes')).toEqual({ '{process="browser"}': 1024 })
  expect(of('build_info')).toEqual({
    [`{version="0.0.0",electron="none",node="${process.versions.node}"}`]: 1,
  })
})

test('what is unknown has no figure, neither before anybody looked nor afterwards', async () => {
  const unknown = [
    'oldest_unsettled_age_seconds',
    'chain_head_age_seconds',
    'gas_payments',
    'gas_balance_wei',
  ]
  const gone = {
    oldestUnsettled: undefined,
    chain: null,
    gasBalance: null,
    clockDrift: null,
    denyListAge: null,
  }
  const metrics = someMetrics()
  const expectNone = async () => {
    const text = await metrics.text()
    for (const name of unknown) expect(samples(text, `tapsyr_${name}`)).toEqual({})
  }
  await expectNone()
  metrics.readFrom(() => readings)
  await metrics.text()
  metrics.readFrom(() => ({ ...readings, ...gone }))
  await expectNone()
})

test('with nothing unsettled the oldest is no second old', async () => {
  const text = await textOf({ ...readings, oldestUnsettled: null })
  expect(samples(text, 'tapsyr_oldest_unsettled_age_seconds')).toEqual({ '': 0 })
})

test('a tap lasts from the card to the disk, and only taps are counted', async () => {
  let now = 0
  const metrics = someMetrics(() => now)
  metrics.cardSeen()
  now = 180
  metrics.accepted('payment')
  // Paid by a code: no card was seen.
  metrics.accepted('payment')
  metrics.accepted('ride')
  metrics.answered('sale/authorize', fail('CARD_LEFT_EARLY'))
  metrics.answered('station/ride', fail('DEBT_OWED'))
  metrics.answered('sale/await-card', fail('SALE_CANCELLED'))
  metrics.answered('receipt/print', fail('PRINTER_ABSENT'))
  metrics.answered('sale/authorize', ok())
  const text = await metrics.text()
  expect(samples(text, 'tapsyr_taps_total')).toEqual({ '{kind="payment"}': 2, '{kind="ride"}': 1 })
  expect(samples(text, 'tapsyr_tap_seconds_count')).toEqual({ '': 1 })
  expect(samples(text, 'tapsyr_tap_seconds_bucket')).toMatchObject({ '{le="0.1"}': 0, '{le="0.2"}': 1 })
  expect(samples(text, 'tapsyr_declines_total')).toEqual({
    '{code="CARD_LEFT_EARLY"}': 1,
    '{code="DEBT_OWED"}': 1,
  })
})

test('counts faults, recoveries and how long settling takes', async () => {
  const metrics = someMetrics()
  metrics.faulted('printer', 'PRINTER_ABSENT')
  metrics.recovered('page')
  metrics.recovered('page')
  metrics.confirmed(20_000)
  const text = await metrics.text()
  expect(samples(text, 'tapsyr_faults_total')).toEqual({ '{where="printer",code="PRINTER_ABSENT"}': 1 })
  expect(samples(text, 'tapsyr_recoveries_total')).toEqual({ '{kind="page"}': 2 })
  expect(samples(text, 'tapsyr_settle_seconds_sum')).toEqual({ '': 20 })
  expect(samples(text, 'tapsyr_settle_seconds_bucket')).toMatchObject({ '{le="15"}': 0, '{le="30"}': 1 })
})

/** Prometheus' text format 0.0.4, by the lines of its published grammar. */
const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const LABELS = `\\{(?:${NAME}="(?:[^"\\\\\\n]|\\\\["\\\\n])*",?)*\\}`
const LINE = new RegExp(
  `^(?:# HELP ${NAME} [^\\n]*|# TYPE ${NAME} (?:counter|gauge|histogram|summary|untyped)|${NAME}(?:${LABELS})? (?:[+-]?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|Inf)|NaN))$`,
)

test('every line is of the published format, and no account or hash is on one', async () => {
  const text = await textOf(readings)
  expect(text.endsWith('\n')).toBe(true)
  for (const line of text.split('\n').filter((each) => each !== '')) expect(line).toMatch(LINE)
  expect(text).not.toMatch(/0x[0-9a-f]{8}/)
})

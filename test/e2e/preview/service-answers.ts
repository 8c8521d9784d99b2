import type {
  ConfigCandidate,
  ConfigProblem,
  ConfigSignature,
  Fault,
  LayersDetail,
  LogRecord,
  Overview,
  ServiceName,
  ServiceRow,
  ServiceState,
  TestStep,
  WireRecord,
} from '#src/ipc/maintenance.ts'
import { fail, ok } from '#src/result.ts'
import type { UpdateState } from '#src/update/state.ts'
import type { Answers } from '../../fakes/bridge.ts'
import { NOW } from './payments.ts'
import { DEVICES, nodesIn } from './setup-answers.ts'
import { trustIn } from './trust-answers.ts'

/** The PIN that opens maintenance here. */
export const SERVICE_PIN = '1234'

const TECHNICIAN = { id: 'marat', name: 'Марат', role: 'technician' } as const
/** The page may outlive a scene, so the address alone says what is so. */
const shows = (scene: string): boolean => location.hash.startsWith(`#${scene}/`)
const state = (): ServiceState => ({
  opensBy: 'staff',
  signedIn: null,
  lockedUntil: shows('service-gate-locked') ? Date.now() + 300_000 : null,
  terminal: 'working',
})

const row = (name: ServiceName, changes: Partial<ServiceRow>): ServiceRow => ({
  name,
  state: 'good',
  code: null,
  since: NOW - 6 * 86_400_000,
  what: '',
  figures: [],
  ...changes,
})
const OVERVIEW: Overview = {
  terminalId: 'ALM-014',
  version: '0.3.1',
  startedAt: Date.now() - 535_000_000,
  tapMs: 236,
  services: [
    row('printer', {
      state: 'attention',
      code: 'PRINTER_COVER_OPEN',
      since: NOW - 120_000,
      what: 'Epson TM-T20III, /dev/ttyUSB1',
      figures: [['paper-near-end', 1]],
    }),
    row('reader', { what: 'PN532 1.6, /dev/ttyUSB0' }),
    row('scanner', { what: 'Honeywell Voyager 1250g' }),
    row('display', { state: 'unused' }),
    row('network', {
      state: 'failed',
      code: 'RPC_UNREACHABLE',
      what: 'base-mainnet.primary-node.example.com:8545',
      since: NOW - 41_000,
      figures: [
        ['nodes', 3],
        ['nodes-answering', 0],
      ],
    }),
    row('queue', {
      figures: [
        ['waiting', 3],
        ['parked', 1],
      ],
    }),
    row('journal', {
      figures: [
        ['entries', 48_212],
        ['journal-bytes', 31_400_000],
      ],
    }),
    row('clock', { figures: [['drift-seconds', -0.8]] }),
    row('keys', { figures: [['gas-payments', 1940]] }),
    row('storage', { figures: [['free-bytes', 23_100_000_000]] }),
    row('updates', { what: '0.4.0' }),
  ],
}

const step = (name: TestStep['step'], ms: number, changes: Partial<TestStep> = {}): TestStep => ({
  step: name,
  ms,
  code: null,
  detail: null,
  ...changes,
})
const PATH: readonly TestStep[] = [
  step('find-card', 412.3),
  step('read-card', 61.2, { detail: '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf' }),
  step('sign', 98.4),
  step('recover', 0.7),
  step('write', 4.1),
  step('read-back', 1.2),
  step('print', 812, { code: 'PRINTER_COVER_OPEN', detail: 'status 0x3c' }),
]

const WIRE: readonly WireRecord[] = Array.from({ length: 12 }, (_, i) => ({
  seq: i + 1,
  at: NOW + i * 37,
  device: 'reader',
  direction: i % 2 === 0 ? 'out' : 'in',
  hex: i % 2 === 0 ? '0000ff04fcd44a01' : `0000ff0ff1d54b01010004080400${'xx'.repeat(24)}…`,
}))

const LOG: readonly LogRecord[] = [
  { seq: 1, at: NOW, level: 'info', text: 'terminal ALM-014 started, version 0.3.1' },
  { seq: 2, at: NOW + 31, level: 'info', text: 'reader: PN532 1.6 at /dev/ttyUSB0' },
  {
    seq: 3,
    at: NOW + 940,
    level: 'warn',
    text: 'printer: cover open (PRINTER_COVER_OPEN), asked again in 1 s',
  },
  {
    seq: 4,
    at: NOW + 1512,
    level: 'error',
    text: 'rpc: base-mainnet.primary-node.example.com:8545 RPC_TIMEOUT after 5000 ms',
  },
]

const FAULTS: readonly Fault[] = [
  { at: NOW - 60_000, code: 'PRINTER_COVER_OPEN', where: 'printer', detail: 'status 0x3c' },
  {
    at: NOW - 80_000,
    code: 'RPC_UNREACHABLE',
    where: 'rpc.example.kz',
    detail: 'ECONNREFUSED 10.20.30.40:8545',
  },
  { at: NOW - 3_600_000, code: 'CARD_LEFT_EARLY', where: 'reader', detail: null },
]

const WAITING: UpdateState = {
  installed: '0.3.1',
  available: '0.4.0',
  step: { kind: 'waiting', reason: 'broadcast' },
  checkedAt: NOW - 400_000,
  fault: null,
  rolledBack: null,
}
const REFUSED: UpdateState = {
  ...WAITING,
  available: null,
  step: { kind: 'idle' },
  fault: { code: 'UPDATE_SIGNATURE_INVALID', detail: 'altered, or signed by another key' },
  rolledBack: { version: '0.4.0', why: '2026-11-24T06:12:09Z no success in 3 starts' },
}

const PROBLEMS: readonly ConfigProblem[] = [
  { path: 'money.payee', kind: 'missing', text: 'Invalid input: expected string, received undefined' },
  { path: 'devices.printer.colums', kind: 'unknown', text: 'Unrecognized key: "colums"' },
  { path: 'chain.batchSize', kind: 'range', text: 'Too big: expected number to be <=200' },
]
const SIGNED: ConfigSignature = {
  key: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  version: 14,
  refused: null,
}
const OLDER: ConfigSignature = {
  refused: { code: 'CONFIG_OLDER', detail: 'version 13, and 14 has worked here' },
}
const CANDIDATE: ConfigCandidate = {
  id: '6f1c2a52-2a7e-4e64-8f0e-8d9a4b5c6d7e',
  fileName: 'tapsyr.config.json',
  problems: [],
  signature: SIGNED,
  mends: false,
  differences: [
    { path: 'shop.address', before: 'ул. Абая, 10', after: 'пр. Достык, 132/1, 2 этаж' },
    { path: 'chain.rpcUrls.1', before: null, after: 'https://spare.example.org' },
    { path: 'money.transfers', before: 'true', after: null },
  ],
}

const LAYERS: LayersDetail = {
  inForce: [
    { level: 'fleet', version: 12 },
    { level: 'site', version: 3 },
  ],
  waiting: [
    { level: 'fleet', version: 13 },
    { level: 'site', version: 3 },
  ],
  refused: {
    code: 'FLEET_LAYER_REFUSED',
    detail: 'terminal.almaty-1.gate-07 version 2 refused: CONFIG_INVALID station.fare: Too small',
  },
  fields: [
    { path: 'shop.name', before: '"Aport"', after: '"Aport Market"' },
    { path: 'money.maxPayment', before: null, after: '"250"' },
    { path: 'station.fare', before: '"120"', after: '"150"' },
  ],
}

const CONFIG = `{
  "terminal": { "id": "ALM-014", "till": 2 },
  "shop": { "name": "Aport Market", "address": "ул. Абая, 10", "taxId": "•••" },
  "chain": { "rpcUrls": ["https://rpc.example.kz/•••"] }
}`

/** What main would answer to the technician's screens. */
export const SERVICE_ANSWERS: Answers = {
  'service/state': () => ok(state()),
  'service/unlock': ({ pin }) => (pin === SERVICE_PIN ? ok(TECHNICIAN) : fail('STAFF_PIN_WRONG')),
  'service/unlock-by-card': () => new Promise(() => undefined),
  'service/stop-waiting': () => ok(),
  'service/leave': () => ok(),
  'service/overview': () => ok({ ...OVERVIEW }),
  'service/device': ({ device }) =>
    ok({
      device,
      identity: [
        ['place', '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0'],
        ['firmware', 'PN532 1.6'],
      ],
      counters: [
        ['opened', 3],
        ['lost', 2],
        ['bytes-in', 4_711_092],
        ['bytes-out', 1_204_388],
      ],
    }),
  'service/wire': ({ after }) => ok(WIRE.filter(({ seq }) => seq > after)),
  'service/test': ({ test }) => (test === 'payment-path' ? ok(PATH) : new Promise(() => undefined)),
  'service/network': () =>
    ok({
      endpoints: [
        {
          host: 'base-mainnet.primary-node.example.com:8545',
          fault: 'RPC_RATE_LIMITED',
          latencyMs: 812,
          blockNumber: null,
          chainId: null,
        },
        { host: 'rpc.example.kz', fault: null, latencyMs: 84.3, blockNumber: 41_200_311, chainId: 8453 },
        { host: 'spare.example.org', fault: null, latencyMs: null, blockNumber: null, chainId: null },
      ],
      drift: -7.2,
    }),
  'service/trust': () => ok(trustIn(shows)),
  'service/clock-right': () => fail('STAFF_PIN_WRONG'),
  'service/storage': () =>
    ok({
      ...{ freeBytes: 23_100_000_000, journalBytes: 31_400_000, segments: 4, databaseBytes: 12_800_000 },
      ...{ crashes: 2, lastCrashAt: NOW - 5 * 3_600_000 },
    }),
  'service/keys': () =>
    ok([
      {
        kind: 'gas',
        address: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
        balance: 41_200_000_000_000_000n,
        protectedBy: 'keyring',
      },
      {
        kind: 'refund',
        address: '0x6813eb9362372eef6200f3b1dbc3f819671cba69',
        balance: 128_500_000n,
        protectedBy: 'passphrase',
      },
    ]),
  'service/rotate-gas-key': () => fail('STAFF_PIN_WRONG'),
  'service/faults': () => ok(FAULTS),
  'service/log': ({ after }) => ok(LOG.filter(({ seq }) => seq > after)),
  'service/log-level': () => ok(),
  'service/config': () =>
    ok({
      fileName: 'tapsyr.json',
      text: CONFIG,
      problems: [],
      layers: shows('service-config-layers') ? LAYERS : null,
      signature: shows('service-config-signed') || shows('service-config-refused') ? SIGNED : null,
    }),
  'service/load-config': () =>
    ok(
      shows('service-config-wrong')
        ? { ...CANDIDATE, problems: PROBLEMS, differences: [] }
        : shows('service-config-refused')
          ? { ...CANDIDATE, signature: OLDER }
          : CANDIDATE,
    ),
  'service/apply-config': () => fail('STAFF_PIN_WRONG'),
  'service/update': () => ok(shows('service-update-refused') ? REFUSED : WAITING),
  'service/check-update': () => ok(),
  'service/back-in-service': ({ pin }) => (pin === SERVICE_PIN ? ok() : fail('STAFF_PIN_WRONG')),
  'service/update-now': ({ pin }) => (pin === SERVICE_PIN ? ok() : fail('STAFF_PIN_WRONG')),
  'service/export-diagnostics': () => ok('tapsyr-ALM-014-2026-11-24-1432.diagnostics.json'),
  'setup/state': () => ok({ needed: true, suggestedId: 'till-7f3a' }),
  'setup/check-nodes': () => ok(nodesIn(shows)),
  'setup/devices': () => ok(DEVICES),
  'setup/propose': () =>
    ok([{ path: 'shop.name', kind: 'range', text: 'Too big: expected string to have <=60 characters' }]),
}

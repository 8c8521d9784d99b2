import type { Handlers } from '#main/ipc/door.ts'
import type { RequestOf } from '#src/ipc/contract.ts'
import type { MaintenanceChannels } from '#src/ipc/maintenance.ts'
import type { SetupChannels, SetupProposal } from '#src/ipc/setup.ts'

type ServiceChannel = keyof (MaintenanceChannels & SetupChannels)

const ID = '123e4567-e89b-42d3-a456-426614174000'
const PIN = { pin: '2580' }
const badPins = [{ pin: '123' }, { pin: '123456789' }, { pin: '12a4' }, { pin: 2580 }, { ...PIN, by: 'x' }]
const badAfter = [{ after: -1 }, { after: 0.5 }, { after: '0' }, {}]

/** A shop that nobody set up before. Its payee is a published test account. */
export const PROPOSAL: SetupProposal = {
  terminal: { id: 'tapsyr-0123456789', till: 1 },
  shop: { name: 'Алма', address: 'Абай даңғылы 1', taxId: '990140000388' },
  languages: { screen: 'kk', paper: 'kk' },
  asset: { symbol: 'USDC', decimals: 6 },
  domain: {
    ...{ name: 'USD Coin', version: '2', chainId: 8453 },
    verifyingContract: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
  },
  payee: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  rpcUrls: ['https://mainnet.base.org'],
  servicePin: '2580',
}

/** Its nodes, as they are asked. */
export const PROPOSAL_NODES: RequestOf<'setup/check-nodes'> = {
  domain: { ...PROPOSAL.domain, verifyingContract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913' },
  rpcUrls: PROPOSAL.rpcUrls,
}

/** One request that main takes, and some that a hijacked renderer might send. */
export const SERVICE_CASES: {
  readonly [C in ServiceChannel]: { readonly good: RequestOf<C>; readonly bad: readonly unknown[] }
} = {
  'service/state': { good: undefined, bad: [] },
  'service/unlock': { good: PIN, bad: badPins },
  'service/unlock-by-card': { good: undefined, bad: [] },
  'service/stop-waiting': { good: undefined, bad: [] },
  'service/leave': { good: undefined, bad: [] },
  'service/overview': { good: undefined, bad: [] },
  'service/device': { good: { device: 'reader' }, bad: [{ device: 'disk' }, { device: '../reader' }] },
  'service/wire': { good: { after: 0 }, bad: badAfter },
  'service/test': { good: { test: 'payment-path' }, bad: [{ test: 'rm' }, { test: 'card', payee: ID }] },
  'service/scanned': { good: { text: 'x' }, bad: [{ text: 'x'.repeat(4097) }] },
  'service/network': { good: undefined, bad: [] },
  'service/trust': { good: undefined, bad: [] },
  'service/clock-right': { good: PIN, bad: [...badPins, { ...PIN, time: 0 }] },
  'service/storage': { good: undefined, bad: [] },
  'service/keys': { good: undefined, bad: [] },
  'service/rotate-gas-key': {
    good: { ...PIN, passphrase: 'eight letters' },
    bad: [...badPins, { ...PIN, passphrase: 'short' }, { ...PIN, key: '0x01' }],
  },
  'service/back-up-keys': {
    good: { ...PIN, passphrase: 'eight letters' },
    bad: [PIN, { ...PIN, passphrase: 'short' }, { ...PIN, passphrase: 'eight letters', path: '/tmp/x' }],
  },
  'service/faults': { good: undefined, bad: [] },
  'service/log': { good: { after: 10 }, bad: badAfter },
  'service/log-level': { good: { level: 'debug' }, bad: [{ level: 'all' }] },
  'service/config': { good: undefined, bad: [] },
  'service/load-config': { good: undefined, bad: [{ path: '/etc/passwd' }] },
  'service/apply-config': {
    good: { ...PIN, id: ID },
    bad: [PIN, { ...PIN, id: '../x' }, { ...PIN, text: '{}' }],
  },
  'service/roll-back-config': { good: PIN, bad: badPins },
  'service/export-diagnostics': { good: undefined, bad: [{ path: '/tmp/x' }] },
  'service/update': { good: undefined, bad: [{}] },
  'service/check-update': { good: undefined, bad: [{}] },
  'service/update-now': { good: PIN, bad: badPins },
  'service/back-in-service': { good: PIN, bad: badPins },
  'service/restart': { good: PIN, bad: badPins },
  'service/shut-down': { good: PIN, bad: badPins },
  'setup/state': { good: undefined, bad: [] },
  'setup/check-nodes': {
    good: PROPOSAL_NODES,
    bad: [
      { ...PROPOSAL_NODES, rpcUrls: [] },
      { ...PROPOSAL_NODES, rpcUrls: ['file:///etc/passwd'] },
      { ...PROPOSAL_NODES, rpcUrls: ['rpc.example.kz'] },
      { ...PROPOSAL_NODES, domain: PROPOSAL.domain.name },
    ],
  },
  'setup/devices': { good: undefined, bad: [{ path: '/dev/sda' }] },
  'setup/propose': {
    good: { ...PROPOSAL, devices: { reader: 'pn532 1-1.2:1.0' } },
    bad: [
      { ...PROPOSAL, devices: { reader: { driver: 'auto' } } },
      { ...PROPOSAL, devices: { disk: 'x' } },
      { ...PROPOSAL, testGasKey: '0x01' },
      { ...PROPOSAL, payee: 1 },
      { ...PROPOSAL, rpcUrls: Array(9).fill('x') },
    ],
  },
}

export const SERVICE_CHANNELS = Object.keys(SERVICE_CASES) as readonly ServiceChannel[]

/** A request that every channel must take. */
export const goodServiceRequests = () =>
  Object.fromEntries(SERVICE_CHANNELS.map((channel) => [channel, SERVICE_CASES[channel].good])) as {
    [C in ServiceChannel]: RequestOf<C>
  }

/** The same handler for all of them, which is told its channel. */
export const serviceHandlersBy = (
  handler: (
    channel: ServiceChannel,
  ) => (request: unknown) => { ok: false; error: { code: 'RECEIPT_UNKNOWN' } },
): Pick<Handlers, ServiceChannel> =>
  Object.fromEntries(SERVICE_CHANNELS.map((channel) => [channel, handler(channel)])) as Record<
    ServiceChannel,
    ReturnType<typeof handler>
  >

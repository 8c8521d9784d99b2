import { vi } from 'vitest'
import type { QueueDatabase } from '#renderer/queue/database.ts'
import { createTerminal } from '#renderer/terminal/terminal.ts'
import type { ReadySnapshot, TerminalView } from '#renderer/view.ts'
import type { ChainStatus, DeviceStates, TerminalInfo } from '#src/ipc/contract.ts'
import { fail, ok } from '#src/result.ts'
import { account, id } from '../../fakes/accepted.ts'
import { type Answers, fakeBridge } from '../../fakes/bridge.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { type FakeJournal, fakeJournal } from '../../fakes/journal.ts'
import { freshDatabase, openTracked, removeTracked } from '../../fakes/queue.ts'
import { fakeStorage } from '../../fakes/storage.ts'

/** Before each test: nothing to paint, and a disk without a queue. */
export async function freshPage(): Promise<void> {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  await freshDatabase()
}

export const DEVICES: DeviceStates = {
  reader: { kind: 'ready' },
  printer: { kind: 'ready' },
  scanner: { kind: 'unused' },
  display: { kind: 'unused' },
}
export const info = (journal: FakeJournal): TerminalInfo => ({
  shop: 'Aport Market',
  till: 1,
  language: 'ru',
  asset: { symbol: 'USDC', decimals: 6 },
  maxUnits: 1_000_000_000n,
  prices: null,
  staffed: false,
  cash: null,
  batchSize: 100,
  probeEveryMs: 3000,
  alarmMs: 86_400_000,
  closed: null,
  journal: journal.head(),
})

export const ONLINE: ChainStatus = {
  head: {
    blockNumber: 1,
    blockHash: id(1),
    timestamp: 1,
    baseFeePerGas: 1n,
    gasLimit: 30_000_000n,
    nodeTime: null,
  },
  gasPayments: 500,
  gasAccount: account(9),
  clockAheadBy: null,
  toppedUp: [],
  endpoints: [],
}

/** A terminal as the page starts it, without a network until told otherwise. */
export function start(
  journal = fakeJournal(),
  answers: Answers = {},
  open: () => Promise<QueueDatabase> = openTracked,
  storage = fakeStorage(),
) {
  const clock = fakeClock()
  const bridge = fakeBridge({
    ...journal.answers,
    'terminal/start': () => ok(info(journal)),
    'devices/state': () => ok(DEVICES),
    'keys/state': () => ok('ready'),
    'chain/probe': () => fail('RPC_UNREACHABLE'),
    'sale/open': () => ok({ saleId: 'sale 1', receipt: '001-000001', request: null }),
    'sale/await-card': () => ok({ payer: account(1) }),
    'receipt/print': () => ok('printed'),
    ...answers,
  })
  let reloads = 0
  const view = createTerminal({
    ...{ bridge, clock, storage, open, remove: removeTracked },
    reload: () => {
      reloads += 1
    },
    wasReloaded: false,
  })
  return { view, bridge, clock, storage, reloads: () => reloads }
}

/** The first snapshot that looks like this. */
export const until = (view: TerminalView, looks: (snapshot: ReadySnapshot) => boolean) =>
  new Promise<ReadySnapshot>((resolve) => {
    const look = () => {
      const snapshot = view.getSnapshot()
      if (snapshot.phase !== 'ready' || !looks(snapshot)) return
      stop()
      resolve(snapshot)
    }
    const stop = view.subscribe(look)
    look()
  })
/** The same, with the clock running meanwhile: a round that was woken in its middle comes again by a timer. */
export async function inTime(
  { view, clock }: Pick<ReturnType<typeof start>, 'view' | 'clock'>,
  looks: (snapshot: ReadySnapshot) => boolean,
): Promise<void> {
  let seen = false
  const looking = until(view, looks).then(() => {
    seen = true
  })
  while (!seen) await clock.advance(1000)
  return looking
}
export const ready = (view: TerminalView) => until(view, () => true)

/** The first snapshot that is no longer the start. */
export const started = (view: TerminalView) =>
  new Promise((resolve) => {
    const stop = view.subscribe(() => {
      const snapshot = view.getSnapshot()
      if (snapshot.phase === 'starting') return
      stop()
      resolve(snapshot)
    })
  })

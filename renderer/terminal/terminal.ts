import type { Bridge, TerminalInfo } from '#src/ipc/contract.ts'
import type { Failure } from '#src/result.ts'
import { startOfSale } from '#src/sale/flow.ts'
import type { Clock } from '#src/time/clock.ts'
import { createFeed } from '../queue/feed.ts'
import type { Queue } from '../queue/queue.ts'
import { type RecoverParts, recoverQueue } from '../queue/recover.ts'
import { startSettling } from '../settling/loop.ts'
import type { QueueView, ReadySnapshot, TerminalView } from '../view.ts'
import { markReady } from './measure.ts'
import { networkOf } from './network.ts'
import { createSaleController } from './sale.ts'
import { createStore, type Store } from './store.ts'

export interface TerminalDeps extends Pick<RecoverParts, 'open' | 'remove'> {
  readonly bridge: Bridge
  readonly clock: Clock
}

const RECENT = 50
const CLOCK_MS = 1000

/** Starts the terminal behind the screens: recovers the queue, then sells and settles. */
export function createTerminal(deps: TerminalDeps): TerminalView {
  const store = createStore({ phase: 'starting', language: 'kk', step: 'opening', restored: 0, total: 0 })
  let running: Running | undefined
  void start(deps, store).then((started) => {
    running = started
  })
  return {
    subscribe: store.subscribe,
    getSnapshot: store.get,
    charge: (units) => running?.sale.charge(units),
    cancel: () => running?.sale.cancel(),
    anotherCard: () => running?.sale.anotherCard(),
    newSale: () => running?.sale.newSale(),
    reprint: (id) => running?.sale.reprint(id),
    sendNow: () => running?.wake(),
    dismissRestored: () => update(store, { restoredNotice: null }),
    setLanguage(language) {
      store.set({ ...store.get(), language })
    },
    unlock: (passphrase) => unlock(deps.bridge, store, passphrase, () => running?.wake()),
  }
}

interface Running {
  readonly sale: ReturnType<typeof createSaleController>
  wake(): void
}

async function start(deps: TerminalDeps, store: Store): Promise<Running | undefined> {
  const { bridge } = deps
  const outOfService = ({ code, detail }: Failure) => {
    const { language } = store.get()
    store.set({ phase: 'out-of-service', language, code, ...(detail === undefined ? {} : { detail }) })
    return undefined
  }
  const info = await bridge.call('terminal/start', undefined)
  if (!info.ok) return outOfService(info.error)
  const { language, journal } = info.value
  const recovered = await recoverQueue(journal, {
    ...deps,
    onProgress: (restored) =>
      store.set({
        phase: 'starting',
        language: store.get().language,
        step: 'restoring',
        restored,
        total: journal.seq,
      }),
  })
  if (!recovered.ok) return outOfService(recovered.error)
  const key = await bridge.call('keys/state', undefined)
  if (!key.ok) return outOfService(key.error)
  const { queue, unannounced } = recovered.value
  const view = await viewOf(queue)
  // Asked last: nothing is awaited between this answer and listening for the next change.
  const devices = await bridge.call('devices/state', undefined)
  if (!devices.ok) return outOfService(devices.error)

  store.set({
    phase: 'ready',
    language,
    info: info.value,
    flow: startOfSale,
    network: { kind: 'connecting' },
    devices: devices.value,
    key: key.value,
    queue: view,
    settling: null,
    restoredNotice: unannounced && { receipt: unannounced.receipt, units: unannounced.authorization.value },
    now: deps.clock.now(),
  })
  markReady()
  return run(deps, store, queue, info.value)
}

function run({ bridge, clock }: TerminalDeps, store: Store, queue: Queue, info: TerminalInfo): Running {
  const feed = createFeed(
    queue,
    bridge,
    () => void viewOf(queue).then((view) => update(store, { queue: view })),
  )
  const loop = startSettling({
    bridge,
    queue,
    feed,
    clock,
    batchSize: info.batchSize,
    probeEveryMs: info.probeEveryMs,
    onNetwork: (status) => update(store, { network: networkOf(status) }),
    onSending: (done) =>
      update(store, {
        settling: done === null ? null : { done, of: queue.summary().counts.accepted + done },
      }),
  })
  bridge.on('devices/changed', (devices) => update(store, { devices }))
  const tick = () => {
    update(store, { now: clock.now() })
    clock.after(CLOCK_MS, tick)
  }
  clock.after(CLOCK_MS, tick)
  return {
    wake: loop.wake,
    sale: createSaleController({
      bridge,
      feed,
      isOnline: () => {
        const snapshot = store.get()
        return snapshot.phase === 'ready' && snapshot.network.kind === 'online'
      },
      onFlow: (flow) => update(store, { flow }),
      onAccepted: loop.wake,
    }),
  }
}

const viewOf = async (queue: Queue): Promise<QueueView> => ({
  summary: queue.summary(),
  recent: await queue.recent(RECENT),
  earliestDeadline: await queue.earliestDeadline(),
})

function update(store: Store, change: Partial<Omit<ReadySnapshot, 'phase'>>): void {
  const snapshot = store.get()
  if (snapshot.phase === 'ready') store.set({ ...snapshot, ...change })
}

async function unlock(
  bridge: Bridge,
  store: Store,
  passphrase: string,
  wake: () => void,
): Promise<Failure | null> {
  const unlocked = await bridge.call('keys/unlock', { passphrase })
  if (!unlocked.ok) return unlocked.error
  update(store, { key: 'ready' })
  wake()
  return null
}

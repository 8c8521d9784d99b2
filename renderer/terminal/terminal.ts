import type { Bridge, ChainStatus, TerminalInfo } from '#src/ipc/contract.ts'
import type { StationInfo } from '#src/ipc/station.ts'
import type { RateState } from '#src/ipc/till.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type Failure, fail, type Result } from '#src/result.ts'
import { startOfSale } from '#src/sale/flow.ts'
import type { Clock } from '#src/time/clock.ts'
import type { QueueDatabase } from '../queue/database.ts'
import { createFeed } from '../queue/feed.ts'
import { openInTime } from '../queue/open-in-time.ts'
import { createPauseStore, type PauseStore } from '../queue/pause.ts'
import { createPaymentHistory } from '../queue/payment-history.ts'
import type { Queue } from '../queue/queue.ts'
import { type RecoverParts, recoverQueue } from '../queue/recover.ts'
import { startSettling } from '../settling/loop.ts'
import type { StationActions, StationView } from '../station-view.ts'
import type { ReadySnapshot, TerminalView } from '../view.ts'
import { atMostEvery } from './at-most-every.ts'
import { markReady } from './measure.ts'
import { networkOf } from './network.ts'
import { readQueueView } from './queue-view.ts'
import { createSaleController } from './sale.ts'
import { followStaff, readStaff } from './staff.ts'
import { askStation, createStation } from './station.ts'
import { createStore, type Store } from './store.ts'

export interface TerminalDeps extends Pick<RecoverParts, 'open' | 'remove'> {
  readonly bridge: Bridge
  readonly clock: Clock
  /** Where a rebuilt queue does not reach. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** Starts the page anew. */
  readonly reload: () => void
  /** It has been started anew once already. */
  readonly wasReloaded: boolean
}

const CLOCK_MS = 1000
/** While batches are settled the queue changes many times a second: nobody reads that fast. */
const REFRESH_MS = 200
/** Rows are counted when nobody waits for the counter any more. */
const VERIFY_MS = 1000
/** Payments come into the alarm's time by waiting, too. */
const DEADLINES_MS = 60_000
/** Out of service: how often main is asked whether it could start after all. */
const RECOVERY_MS = 30_000

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
    storage: deps.storage,
    ask: deps.bridge.call,
    onService: deps.bridge.on,
    charge: (units, order) => running?.sale.charge(units, order),
    onItemScanned: (listener) => deps.bridge.on('sale/item-scanned', ({ text }) => listener(text)),
    onVoidAllowed: (listener) => deps.bridge.on('payment/void-allowed', ({ id }) => listener(id)),
    cancel: () => running?.sale.cancel(),
    anotherCard: () => running?.sale.anotherCard(),
    override: async (reason, pin) => (running ? running.sale.override(reason, pin) : fail('INTERNAL')),
    payDebt: async () => (running ? running.sale.payDebt() : fail('INTERNAL')),
    scanned: (text) => running?.sale.scanned(text),
    newSale: () => running?.sale.newSale(),
    reprint: async (id, approvalPin) => (running ? running.sale.reprint(id, approvalPin) : fail('INTERNAL')),
    sendNow: () => void running?.sendNow(),
    setPaused: (paused) => running?.setPaused(paused),
    reopen: (id) => void running?.reopen(id),
    exportRescue: (passphrase) => deps.bridge.call('rescue/export', { passphrase }),
    async importRescue(passphrase) {
      const taken = await deps.bridge.call('rescue/import', { passphrase })
      if (taken.ok && taken.value !== null) await running?.level()
      return taken
    },
    history: createPaymentHistory(() => running?.db),
    took: async (entry) => running?.took(entry),
    dismissRestored: () => update(store, { restoredNotice: null }),
    dismissStray: () => updateStrays(store, (strays) => strays.slice(1)),
    setLanguage(language) {
      store.set({ ...store.get(), language })
    },
    station: {
      touch: () => running?.station?.touch(),
      set: (comfort) => running?.station?.set(comfort),
      help: () => running?.station?.help(),
      choose: (productId) => running?.station?.choose(productId),
      back: () => running?.station?.back(),
      moreTime: () => running?.station?.moreTime(),
    },
    unlock: (passphrase) => unlock(deps.bridge, store, passphrase, () => running?.wake()),
  }
}

interface Running {
  /** Null at a counter. */
  readonly station: StationActions | null
  readonly sale: ReturnType<typeof createSaleController>
  wake(): void
  /** Tries those too that rest after a refusal. */
  sendNow(): Promise<void>
  setPaused(paused: boolean): void
  reopen(id: Hex): Promise<void>
  /** Brings into the queue what main has written because a screen asked for it. */
  took(entry: JournalEntry): Promise<void>
  readonly db: QueueDatabase
  /** Brings into the queue what main has written unasked, and sends it. */
  level(): Promise<void>
}

/** What main has told at the start. */
interface Facts {
  readonly info: TerminalInfo
  /** Null at a counter. */
  readonly station: StationInfo | null
}

/** What the start has made ready for the run. */
interface Stores {
  readonly queue: Queue
  readonly db: QueueDatabase
  readonly pause: PauseStore
}

async function start(deps: TerminalDeps, store: Store): Promise<Running | undefined> {
  const { bridge } = deps
  const outOfService = ({ code, detail }: Failure) => {
    const { language } = store.get()
    store.set({ phase: 'out-of-service', language, code, ...(detail === undefined ? {} : { detail }) })
    watchForRecovery(deps)
    return undefined
  }
  const info = await bridge.call('terminal/start', undefined)
  if (!info.ok) return outOfService(info.error)
  const { language, journal } = info.value
  let { closed } = info.value
  bridge.on('terminal/closed', (now) => {
    closed = now
    update(store, { closed })
  })
  let db: QueueDatabase | undefined
  const recovered = await recoverQueue(journal, {
    ...deps,
    async open() {
      db = await openInTime(deps.open, deps.clock, deps.reload)
      return db
    },
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
  if (!db) return outOfService({ code: 'QUEUE_WRITE_FAILED' })
  const key = await bridge.call('keys/state', undefined)
  if (!key.ok) return outOfService(key.error)
  const { queue, unannounced, verify, distrust } = recovered.value
  const view = await readQueueView({ queue, db }, alarmFrom(deps.clock, info.value)).catch(() => undefined)
  // Its rows are the first that are read: damaged ones show here, and are gone after a new start.
  if (!view) {
    await distrust()
    if (deps.wasReloaded) return outOfService({ code: 'QUEUE_WRITE_FAILED' })
    deps.reload()
    return undefined
  }
  const pause = createPauseStore(db, deps.storage)
  const paused = await pause.read()
  const station = await askStation(bridge, info.value)
  if (!station.ok) return outOfService(station.error)
  const staffed = await readStaff(bridge, info.value.staffed)
  if (!staffed.ok) return outOfService(staffed.error)
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
    held: null,
    paused,
    restoredNotice: unannounced && { receipt: unannounced.receipt, units: unannounced.authorization.value },
    strays: [],
    closed,
    rate: NO_RATE,
    ...staffed.value,
    now: deps.clock.now(),
  })
  markReady()
  deps.clock.after(VERIFY_MS, () => void verifyRows(deps, store, verify))
  return run(deps, store, { queue, db, pause }, { info: info.value, station: station.value })
}

/** A queue that has lost rows takes nothing more; the journal goes on without it until the page can start anew. */
async function verifyRows(deps: TerminalDeps, store: Store, verify: () => Promise<boolean>): Promise<void> {
  if (await verify()) return
  const reloadWhenFree = (): void => {
    if (isReady(store, ({ flow }) => flow.step === 'amount')) deps.reload()
    else deps.clock.after(CLOCK_MS, reloadWhenFree)
  }
  reloadWhenFree()
}

function run(
  { bridge, clock }: TerminalDeps,
  store: Store,
  stores: Stores,
  { info, station }: Facts,
): Running {
  const { queue, pause } = stores
  /** A database that is gone is told by the loop, which cannot send without it. */
  const refresh = () =>
    void readQueueView(stores, alarmFrom(clock, info)).then(
      (view) => update(store, { queue: view }),
      () => undefined,
    )
  const feed = createFeed(queue, bridge, atMostEvery(clock, REFRESH_MS, refresh))
  const showNetwork = (status: Result<ChainStatus>) => update(store, { network: networkOf(status) })
  const loop = startSettling({
    bridge,
    queue,
    feed,
    clock,
    batchSize: info.batchSize,
    probeEveryMs: info.probeEveryMs,
    isPaused: () => isReady(store, ({ paused }) => paused),
    onNetwork: showNetwork,
    onHeld: (held) => update(store, { held }),
    onSending: (done) =>
      update(store, {
        settling: done === null ? null : { done, of: queue.summary().counts.accepted + done },
      }),
  })
  bridge.on('sale/stray', (stray) => updateStrays(store, (strays) => [...strays, stray]))
  bridge.on('journal/written', () => void feed.level())
  bridge.on('disk/changed', (unstorable) => update(store, { unstorable }))
  bridge.on('devices/changed', (devices) => update(store, { devices }))
  followStaff(bridge, { onView: (change) => update(store, change), level: () => void feed.level() })
  if (info.prices?.isRated) void followRate(bridge, store)
  every(clock, CLOCK_MS, () => update(store, { now: clock.now() }))
  every(clock, DEADLINES_MS, refresh)
  const sale = createSaleController({
    bridge,
    feed,
    isOnline: () => isReady(store, settlesNow),
    onFlow: (flow) => update(store, { flow }),
    onAccepted: loop.wake,
    printsReceipts: station === null,
  })
  return {
    wake: loop.wake,
    async sendNow() {
      await queue.rouse().catch(() => undefined)
      loop.wake()
    },
    setPaused(paused) {
      update(store, { paused })
      void pause.write(paused)
      loop.wake()
    },
    async reopen(id) {
      const reopened = await bridge.call('settlement/reopen', { ids: [id] })
      if (!reopened.ok) return showNetwork(reopened)
      await feed.take(reopened.value.entries)
      loop.wake()
    },
    async took(entry) {
      await feed.take([entry])
      loop.wake()
    },
    db: stores.db,
    async level() {
      await feed.level()
      loop.wake()
    },
    sale,
    station:
      station && createStation({ bridge, clock, feed, info: station, sale, ...around(store, loop.wake) }),
  }
}

/** What the kiosk's face needs of the terminal around it. */
const around = (store: Store, onAccepted: () => void) => ({
  look: () => readyNow(store),
  subscribe: store.subscribe,
  isOnline: () => isReady(store, settlesNow),
  onView: (station: StationView) => update(store, { station }),
  onPassenger: () => store.set({ ...store.get(), language: readyNow(store).info.language }),
  onAccepted,
})

/** Only for what runs after the start. */
function readyNow(store: Store): ReadySnapshot {
  const snapshot = store.get()
  if (snapshot.phase !== 'ready') throw new Error('the terminal has not started')
  return snapshot
}

/** Before the first rate is known. */
const NO_RATE: RateState = { rate: null, age: 'unknown', fault: null }

async function followRate(bridge: Bridge, store: Store): Promise<void> {
  bridge.on('rate/changed', (rate) => update(store, { rate }))
  const state = await bridge.call('rate/state', undefined)
  if (state.ok) update(store, { rate: state.value })
}

const isReady = (store: Store, holds: (snapshot: ReadySnapshot) => boolean): boolean => {
  const snapshot = store.get()
  return snapshot.phase === 'ready' && holds(snapshot)
}

const settlesNow = ({ network, paused, held }: ReadySnapshot): boolean =>
  network.kind === 'online' && !paused && (held === null || held === 'KEY_LOCKED')

/** Unix seconds before which an unpaid payment raises the alarm. */
const alarmFrom = (clock: Clock, { alarmMs }: TerminalInfo): number => (clock.now() + alarmMs) / 1000

/** Starts anew as soon as main could; a technician who is at it is left alone. */
function watchForRecovery({
  bridge,
  clock,
  reload,
}: Pick<TerminalDeps, 'bridge' | 'clock' | 'reload'>): void {
  clock.after(RECOVERY_MS, async () => {
    const info = await bridge.call('terminal/start', undefined)
    const service = await bridge.call('service/state', undefined)
    const isAttended = service.ok && service.value.signedIn !== null
    if (info.ok && !isAttended) reload()
    else watchForRecovery({ bridge, clock, reload })
  })
}

function every(clock: Clock, ms: number, task: () => void): void {
  clock.after(ms, () => {
    task()
    every(clock, ms, task)
  })
}

function update(store: Store, change: Partial<Omit<ReadySnapshot, 'phase'>>): void {
  const snapshot = store.get()
  if (snapshot.phase === 'ready') store.set({ ...snapshot, ...change })
}

function updateStrays(
  store: Store,
  change: (strays: ReadySnapshot['strays']) => ReadySnapshot['strays'],
): void {
  const snapshot = store.get()
  if (snapshot.phase === 'ready') store.set({ ...snapshot, strays: change(snapshot.strays) })
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

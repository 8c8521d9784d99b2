import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createListeners } from '#drivers/link/listeners.ts'
import type { SettlementChain } from '#src/chain/port.ts'
import type { Config } from '#src/config/schema.ts'
import type { SelectCard } from '#src/device/card.ts'
import type { DeviceStates, EventName, Events } from '#src/ipc/contract.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import type { Clock } from '#src/time/clock.ts'
import { surveyNodes } from '../chain/survey.ts'
import type { Signing } from '../config/signing.ts'
import type { WireLog } from '../devices/wire-log.ts'
import type { FleetLayers } from '../fleet/layers.ts'
import type { Handlers } from '../ipc/door.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { DenyLists } from '../risk/deny-lists.ts'
import type { Risk } from '../risk/open.ts'
import type { ClosureState } from '../sale/closure.ts'
import type { SaleTerms } from '../sale/sale.ts'
import { type Access, peopleOf } from '../service/access.ts'
import { type BasicParts, basicHandlers, type ServiceHandlers } from '../service/basics.ts'
import { diagnosticsText } from '../service/bundle.ts'
import { createConfigDesk } from '../service/config-desk.ts'
import type { ServiceDialogs } from '../service/dialogs.ts'
import { accessParts } from '../service/emergency.ts'
import type { Faults } from '../service/faults.ts'
import { createGate, type Note } from '../service/gate.ts'
import { heardDevices } from '../service/heard.ts'
import type { OwnKey } from '../service/keys.ts'
import { gently, type Power } from '../service/power.ts'
import type { Recoveries } from '../service/recoveries.ts'
import type { SalesLock } from '../service/sales-lock.ts'
import { createTapTimes } from '../service/tap-times.ts'
import { testCard } from '../service/tests/card.ts'
import { testDisplay, testDrawer, testScanner } from '../service/tests/devices.ts'
import { testJournal } from '../service/tests/journal.ts'
import { testNetwork } from '../service/tests/network.ts'
import { testPaymentPath } from '../service/tests/payment-path.ts'
import { testPrint } from '../service/tests/print.ts'
import { createWorking } from '../service/working.ts'
import type { LockOut } from '../staff/lock-out.ts'
import { createStaff } from '../staff/staff.ts'
import type { Updater } from '../update/updater.ts'
import type { Devices } from './devices.ts'
import type { Logger } from './logger.ts'

/** What maintenance needs whether or not the terminal works. */
export interface ServiceBase {
  readonly configPath: string
  readonly signing: Signing
  readonly layers: FleetLayers
  readonly userData: string
  readonly version: string
  readonly startedAt: number
  readonly logger: Logger
  readonly faults: Faults
  readonly metrics: Metrics
  readonly dialogs: ServiceDialogs
  readonly power: Power
  readonly updates: Updater | null
}

export interface ServiceParts extends ServiceBase {
  readonly config: Config
  readonly recoveries: Pick<Recoveries, 'all' | 'totals'>
  readonly terms: Pick<SaleTerms, 'payee' | 'domain'>
  readonly clock: Clock
  readonly devices: Devices
  readonly wires: WireLog
  readonly ledger: Ledger
  readonly chain: Pick<SettlementChain, 'endpoints' | 'gasBalance'>
  readonly gasKey: GasKey
  readonly recover: RecoverPublicKey
  readonly selectCard: SelectCard
  readonly lock: Pick<SalesLock, 'hold' | 'letGo'>
  readonly risk: Pick<Risk, 'trust' | 'clock'>
  readonly denied: Pick<DenyLists, 'state' | 'ageAt'>
  readonly lockOut: LockOut
  readonly closure: Pick<ClosureState, 'state' | 'set'>
  /** Lets a station's gate come to rest before a self-test. */
  readonly settle: () => Promise<void>
  /** Beside the gas key. */
  readonly otherKeys: readonly OwnKey[]
  readonly send: <E extends EventName>(event: E, payload: Events[E]) => void
}

/** Maintenance of a working terminal. */
export interface Service {
  readonly handlers: ServiceHandlers
  /** Somebody is in. */
  isOpen(): boolean
  /** Once no paper is in the cutter. */
  restart(): void
  /** What a technician would export, as JSON without a secret. */
  diagnostics(): Promise<string>
  /** The same handlers, from whose answers maintenance learns. */
  observe(handlers: Handlers): Handlers
  sawDevices(states: DeviceStates): void
}

export async function startService(parts: ServiceParts): Promise<Service> {
  const { config, clock, devices, wires, ledger, chain, gasKey, faults, send } = parts
  const note: Note = (what, by, detail) =>
    ledger.record({
      type: 'noted',
      what,
      by,
      ...(detail === undefined ? {} : { detail: detail.slice(0, 400) }),
    })
  const access = await accessOf(parts)
  const gate = createGate({
    ...{ access, clock, note },
    terminal: 'working',
    onChange(state) {
      wires.watch(state.signedIn !== null)
      if (state.signedIn === null) working.stopTests()
      send('service/changed', state)
    },
  })
  const typed = createListeners<{ readonly text: string }>()
  const survey = () =>
    surveyNodes({
      rpcUrls: config.chain.rpcUrls,
      timeoutMs: config.chain.requestTimeoutMs,
      chainId: config.money.domain.chainId,
      clock,
    })
  const tapTimes = createTapTimes(clock.now)
  const { reader, printer, scanner, display } = devices
  const cards = { reader, selectCard: parts.selectCard }
  const journal = { dir: join(parts.userData, 'journal'), journal: ledger.journal }
  const common = {
    ...parts,
    ...{ gate, note },
    power: gently(parts.power, { clock, idle: printer.idle }),
  }
  const working = createWorking({
    ...common,
    terminalId: config.terminal.id,
    keys: [{ kind: 'gas', key: gasKey, balance: chain.gasBalance }, ...parts.otherKeys],
    ...{ survey, tapTimes },
    issuers: config.risk.issuers,
    oldDenyList: config.risk.oldDenyList,
    onTyped: (text) => typed.emit({ text }),
    onStep: (test, step) => send('service/test-step', { test, step }),
    tests: {
      card: (steps) => testCard(cards, steps),
      'payment-path': (steps) =>
        testPaymentPath(
          { ...cards, ...parts, randomBytes, printer, path: join(parts.userData, 'self-test.json') },
          steps,
        ),
      print: (steps) => testPrint({ printer }, steps),
      drawer: (steps) => testDrawer({ printer }, steps),
      display: (steps) => testDisplay({ display, clock }, steps),
      scanner: (steps) => testScanner({ scanner, typed: { onScan: typed.add } }, steps),
      network: (steps) => testNetwork({ survey }, steps),
      journal: (steps) => testJournal(journal, steps),
    },
  })
  const basicParts: BasicParts = {
    ...common,
    now: clock.now,
    config: createConfigDesk({ ...parts, path: parts.configPath }),
    stopWaiting() {
      access.stopWaiting()
      working.stopTests()
    },
    more: working.more,
  }
  const basics = basicHandlers(basicParts)

  return {
    handlers: { ...basics, ...working.handlers },
    isOpen: () => gate.state().signedIn !== null,
    restart: common.power.restart,
    diagnostics: () => diagnosticsText(basicParts),
    observe: (handlers) => ({
      ...handlers,
      async 'chain/probe'(request) {
        const status = await handlers['chain/probe'](request)
        working.sawChain(status)
        return status
      },
      async 'sale/authorize'(request) {
        const accepted = await handlers['sale/authorize'](request)
        if (accepted.ok) tapTimes.note(performance.timeOrigin + performance.now() - accepted.value.signedAt)
        working.sawJournal(accepted)
        return accepted
      },
    }),
    sawDevices(states) {
      heardDevices(faults, states)
      working.sawDevices(states)
    },
  }
}

/** As staff sign in: by PIN, with the same lock-out, or by a card that signs a challenge. */
async function accessOf(parts: ServiceParts): Promise<Access> {
  const { config, devices, ledger, lockOut } = parts
  const { opensBy, people } = await peopleOf(accessParts(config))
  const staff = createStaff({
    ...parts,
    ...{ people, randomBytes, ledger },
    reader: devices.reader,
    terminalId: config.terminal.id,
    onChange: () => undefined,
  })
  return {
    opensBy,
    lockedUntil: lockOut.lockedUntil,
    checkPin: (pin) => staff.checkPin(pin, 'service'),
    checkCard: () => staff.checkCard('service'),
    stopWaiting: staff.stopWaiting,
  }
}

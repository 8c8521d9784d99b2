import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { app, nativeImage } from 'electron'
import { selectPaymentCard } from '#drivers/card/select.ts'
import type { Pixels } from '#drivers/escpos/picture.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { priceListOf } from '#src/config/prices.ts'
import type { Config } from '#src/config/schema.ts'
import type { EventName, Events } from '#src/ipc/contract.ts'
import { parseAmount } from '#src/money/amount.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { createSettlementChain } from '../chain/settlement-chain.ts'
import { chooseRecovery } from '../crypto/recovery.ts'
import type { SecondScreen } from '../devices/screen-display.ts'
import { createWireLog } from '../devices/wire-log.ts'
import { openFleet } from '../fleet/fleet.ts'
import { openCommands } from '../fleet/open-commands.ts'
import { openRefusals } from '../fleet/refusals.ts'
import type { Handlers } from '../ipc/door.ts'
import { scrubJournal } from '../journal/scrub.ts'
import { openGasKey } from '../keys/gas-key.ts'
import { openLedger } from '../ledger/ledger.ts'
import { NO_RATES, startRates } from '../rates/rates.ts'
import { readLogo } from '../receipt/logo.ts'
import { createHolds } from '../returns/holds.ts'
import { openReturns } from '../returns/open.ts'
import { openDenyLists } from '../risk/deny-lists.ts'
import { openRisk } from '../risk/open.ts'
import { cardSelector } from '../risk/select-card.ts'
import { openClosure } from '../sale/closure.ts'
import { createDebts } from '../sale/debts.ts'
import { diskOf } from '../sale/disk.ts'
import { guardDisk } from '../sale/disk-guard.ts'
import { onDisplay } from '../sale/on-display.ts'
import { createRestingDisplay } from '../sale/resting-display.ts'
import { createSaleDesk, type SaleTerms } from '../sale/sale.ts'
import { createTransferWatch, type TransferWatch, type TransferWatchParts } from '../sale/transfer-watch.ts'
import { createSalesLock } from '../service/sales-lock.ts'
import { createSettlement } from '../settlement/settlement.ts'
import { openLockOut } from '../staff/lock-out.ts'
import { createStaff } from '../staff/staff.ts'
import { openStation } from '../station/open.ts'
import { reportPaper } from '../till/paper.ts'
import { createShifts } from '../till/shifts.ts'
import { watched } from '../till/watched.ts'
import type { Health } from '../update/health.ts'
import { createInFlight } from '../update/in-flight.ts'
import type { Activity } from '../update/safe-moment.ts'
import { startDevices } from './devices.ts'
import { cashOf, handlersOf } from './handlers.ts'
import { systemKeyring } from './keyring.ts'
import { meter } from './metering.ts'
import { systemRescueDialogs } from './rescue-dialogs.ts'
import { type Service, type ServiceBase, type ServiceParts, startService } from './service.ts'

export interface TerminalParts {
  readonly config: Config
  readonly userData: string
  readonly send: <E extends EventName>(event: E, payload: Events[E]) => void
  readonly secondScreen: SecondScreen
  readonly service: ServiceBase & Pick<ServiceParts, 'recoveries'>
  readonly health: Pick<Health, 'journalOpened'>
  readonly log: (message: string) => void
}

export interface Terminal {
  readonly handlers: Handlers
  readonly activity: Activity
  /** A payment is being made. */
  isPaying(): boolean
  stop(): Promise<void>
}

/** Puts the parts of a working terminal together; nothing outside this file knows all of them. */
export async function startTerminal(parts: TerminalParts): Promise<Result<Terminal>> {
  const { config, userData, send, log } = parts
  const named = parts.service.logger.as
  const clock = systemClock
  const terms = termsOf(config)
  if (!terms.ok) return terms
  const opened = await openLedger(join(userData, 'journal'), {
    ...{ clock, randomBytes },
    log: named('journal'),
  })
  if (!opened.ok) return opened
  const metering = meter(
    watched(opened.value, (till) => send('till/changed', till)),
    { metrics: parts.service.metrics, config, clock, log: named('metrics') },
  )
  const { ledger } = metering
  void parts.health.journalOpened(() =>
    scrubJournal(join(userData, 'journal'), ledger.journal.mark(), setImmediate),
  )
  const gasKey = await openGasKey({
    path: join(userData, 'gas-key.json'),
    keyring: systemKeyring(),
    testKey: config.testGasKey,
    randomBytes,
  })
  if (!gasKey.ok) return gasKey

  const recover = chooseRecovery(log)
  const wires = createWireLog(clock.now)
  let service: Service | undefined
  const devices = startDevices(config.devices, {
    clock,
    log: named('devices'),
    wires,
    onStates(states) {
      service?.sawDevices(states)
      send('devices/changed', states)
    },
    terms: { shop: config.shop.name, asset: config.money.asset, language: config.languages.screen },
    secondScreen: parts.secondScreen,
    logo: logoOf(config, log),
  })
  const chain = metering.chain(createSettlementChain({ ...config.chain, domain: config.money.domain, clock }))
  const reader = metering.reader(devices.reader)
  const holds = createHolds()
  const fleet = await openFleet({
    ...{ config, userData, ledger, clock, randomBytes, log: named('fleet') },
    ...{ faults: parts.service.faults, figures: parts.service.metrics.text },
    layers: parts.service.layers,
    onWritten: () => send('journal/written', undefined),
  })
  const refusals = await openRefusals({
    ...{ path: join(userData, 'fleet-refusals.json'), ledger, log: named('fleet') },
    onWritten: () => send('journal/written', undefined),
  })
  const settlement = createSettlement({
    ledger,
    chain,
    gasAccount: gasKey.value.account,
    earlierAccounts: gasKey.value.earlier,
    policy: { ...config.chain, alarmMs: config.chain.alarmHours * 3_600_000 },
    clock,
    isHeld: (id) => holds.isHeld(id) || fleet.isHeld(id),
  })
  const rates = config.prices
    ? await startRates({
        ...{ prices: config.prices, clock, log: named('rates'), onJudged: refusals.of('fleet-rate') },
        keys: config.fleet?.operatorKeys ?? [],
        path: join(userData, 'rate.json'),
        onState: (state) => send('rate/changed', state),
      })
    : NO_RATES
  const lockOut = await openLockOut(join(userData, 'staff-lock.json'), { clock, log: named('staff') })
  const staff = createStaff({
    ...{ ledger, recover, randomBytes, clock },
    people: config.staff ?? [],
    lockOut,
    reader: devices.reader,
    selectCard: selectPaymentCard,
    terminalId: config.terminal.id,
    onChange: (state) => send('staff/changed', state),
  })
  const shifts = createShifts({
    ...{ ledger, staff, clock },
    printer: devices.printer,
    layOut: reportPaper(config, cashOf(config)),
    isSelling: () => salesDesk.isBusy(),
    countsCash: cashOf(config) !== null,
    version: app.getVersion(),
  })
  const transfers = transferWatchOf(config, { chain, clock })
  const denied = await openDenyLists({
    ...{ userData, recover, clock, log: named('risk'), onJudged: refusals.of('fleet-list') },
    signed: config.risk.denyList,
    site: config.station?.denyList,
  })
  const risk = await openRisk({
    ...{ config, userData, ledger, chain, clock, log: named('risk'), denied, recover },
  })
  const salesDesk = createSaleDesk({
    ledger,
    reader,
    selectCard: cardSelector(config),
    wallets: {
      shop: config.shop.name,
      canScan: () => config.devices.scanner.wire === 'keyboard' || devices.scanner.state().kind === 'ready',
      scans: devices.scanner,
    },
    transfers,
    terms: terms.value,
    takenBy: shifts.takenBy,
    trust: risk.trust,
    debts: createDebts({ ledger, chain, settlement, clock }),
    recover,
    clock,
    onProgress: (progress) => send('sale/progress', progress),
    onNotice: (notice) => send('sale/notice', notice),
    onOffer: (offered) => send('sale/transfer', offered),
    onStray(stray) {
      log(`${stray.units} units from ${stray.payer} in ${stray.txHash} are for no sale, and to be given back`)
      send('sale/stray', stray)
    },
    onIdleScan: (text) => send('sale/item-scanned', { text }),
  })
  const display = createRestingDisplay(devices.display.show)
  const lock = createSalesLock(onDisplay(salesDesk, display.show))
  const { desk } = lock
  const inFlight = createInFlight()
  const station = await openStation({
    ...{ config, userData, ledger, desk, denied, rates, recover, randomBytes, clock, log: named('station') },
    ...{ reader, printer: devices.printer, keyring: systemKeyring(), sale: terms.value },
    isBusy: lock.isHeld,
  })
  if (!station.ok) return station
  const closure = await openClosure({
    path: join(userData, 'closure.json'),
    onState(closed) {
      send('terminal/closed', closed)
      display.close(closed !== null)
      // A card that is at the gate at this moment rides; nobody else's is waited for.
      if (closed) void station.value?.gate.clear()
    },
    log,
  })
  display.close(closure.state() !== null)
  const returns = await openReturns({
    ...{ config, userData, ledger, recover, randomBytes, clock, chain, holds, recalls: fleet.recalls },
    ...{ reader: devices.reader, selectCard: selectPaymentCard, keyring: systemKeyring() },
    authorise: staff.authorise,
    onAwaitingCard: (id) => send('payment/void-allowed', { id }),
    isSelling: () => salesDesk.isBusy() || lock.isHeld(),
  })
  if (!returns.ok) return returns
  service = await startService({
    ...parts.service,
    ...{ config, clock, devices, wires, ledger, chain, recover, lock, lockOut, send, risk, denied, closure },
    terms: terms.value,
    gasKey: gasKey.value,
    selectCard: selectPaymentCard,
    settle: async () => station.value?.gate.clear(),
    otherKeys: returns.value.key
      ? [{ kind: 'refund', key: returns.value.key, balance: chain.tokenBalance }]
      : [],
  })
  const activity: Activity = {
    isSelling: salesDesk.isBusy,
    onTheirWay: () => ledger.onTheirWay().length,
    isClosing: inFlight.isBusy,
    isServiced: () => service?.isOpen() ?? false,
    entries: ledger.journal.seq,
    async hold() {
      if (!lock.hold()) return false
      await station.value?.gate.clear()
      await returns.value.refunds.idle()
      return true
    },
    letGo: lock.letGo,
  }
  const commands = await openCommands({
    ...{ config, userData, ledger, clock, activity, closure, restart: service.restart, log: named('fleet') },
    onWritten: () => send('journal/written', undefined),
    updates: parts.service.updates,
    diagnostics: service.diagnostics,
    clockFloor: () => risk.clock.detail().floor,
  })
  metering.start({ devices, chain, denied, rates, fleet, commands, closure })
  fleet.start({
    ...{ activity, restart: parts.service.power.restart, commands },
    feds: [denied.fed, rates.fed].filter((fed) => fed !== null),
  })
  const disk = guardDisk({
    ...{ disk: diskOf(userData), clock },
    faults: parts.service.faults,
    onState: (failure) => send('disk/changed', failure),
  })
  return ok({
    handlers: disk.guarded(
      closure.guarded(
        inFlight.counted(
          service.observe(
            metering.observe(
              handlersOf({
                service: service.handlers,
                ...{ staff, shifts, station: station.value, returns: returns.value, closure },
                ...{ config, ledger, devices, desk, chain, settlement, rates, clock, recover, log },
                onHead: risk.sawHead,
                trust: risk.trust,
                terms: terms.value,
                prices: priceListOf(config),
                gasKey: gasKey.value,
                dialogs: systemRescueDialogs,
              }),
            ),
          ),
        ),
      ),
    ),
    activity,
    isPaying: salesDesk.isPaying,
    async stop() {
      metering.stop()
      disk.stop()
      await rates.stop()
      transfers?.stop()
      station.value?.stop()
      denied.stop()
      commands?.stop()
      await fleet.stop()
      await devices.stop()
      await risk.stop()
      await refusals.settled()
      await ledger.close()
    },
  })
}

function transferWatchOf(
  { money, chain: { probeEveryMs } }: Config,
  parts: Pick<TransferWatchParts, 'chain' | 'clock'>,
): TransferWatch | null {
  const { payee, transferConfirmations: confirmations } = money
  return money.transfers
    ? createTransferWatch({ ...parts, payee, confirmations, pollMs: probeEveryMs })
    : null
}

/** A logo that cannot be read is missing on the paper; no sale should wait for it. */
function logoOf({ shop }: Config, log: TerminalParts['log']): Pixels | undefined {
  if (shop.logo === undefined) return undefined
  const logo = readLogo(shop.logo, nativeImage)
  if (!logo) log(`shop.logo: ${shop.logo} is no image that can be read`)
  return logo
}

function termsOf({ terminal, money }: Config): Result<SaleTerms> {
  const max = parseAmount(money.maxPayment, money.asset)
  if (!max.ok) return fail('CONFIG_INVALID', `money.maxPayment: ${max.error.detail}`)
  return ok({
    terminalId: terminal.id,
    till: terminal.till,
    asset: money.asset,
    domain: money.domain,
    payee: money.payee,
    maxUnits: max.value.units,
    validitySeconds: money.validitySeconds,
  })
}

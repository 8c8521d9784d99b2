import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { systemClock } from '#drivers/system-clock.ts'
import { configOf, readConfigFile } from './config/load.ts'
import { jsonOf, secretsIn } from './config/mask.ts'
import { openSigning } from './config/signing.ts'
import { hasWorked } from './config/store.ts'
import { bugText, takeBug } from './crashes/bug-note.ts'
import { crashFolder } from './crashes/crash-files.ts'
import { checkFormat } from './files/format.ts'
import { mendLogs, setAsideUnopenable } from './files/page-database.ts'
import { renewProfile } from './files/renew-profile.ts'
import { hangDoor } from './ipc/electron-door.ts'
import { createMetrics } from './metrics/metrics.ts'
import { keepCrashes } from './modules/crashes.ts'
import { applyLayers } from './modules/layers.ts'
import { lockDown } from './modules/lock-down.ts'
import { keepLog, log, logger } from './modules/log.ts'
import { brokenHandlers } from './modules/out-of-service.ts'
import { leave, systemPower } from './modules/power.ts'
import { processMemory } from './modules/process-memory.ts'
import { systemServiceDialogs } from './modules/service-dialogs.ts'
import { refusedHere } from './modules/started-with.ts'
import { startTerminal, type TerminalParts } from './modules/terminal.ts'
import { openUpdates } from './modules/updates.ts'
import { startWatchdog } from './modules/watchdog.ts'
import { openFaults } from './service/faults.ts'
import { heardAnswer } from './service/heard.ts'
import { openRecoveries } from './service/recoveries.ts'
import { APP_ORIGIN, registerAppScheme, serveApp } from './windows/app-protocol.ts'
import { customerWindows } from './windows/customer-window.ts'
import { watchProcesses } from './windows/guarded-page.ts'
import { watchScreens } from './windows/screens.ts'
import { type KioskWindow, openKioskWindow } from './windows/window.ts'

const startedAt = Date.now()
const data = app.getPath('userData')
const format = await checkFormat(data)
// What a newer version wrote is left alone, also by Chromium: this run keeps what it must elsewhere.
if (!format.ok) app.setPath('userData', await mkdtemp(join(tmpdir(), 'tapsyr-')))
keepCrashes()
registerAppScheme()
const refused = refusedHere()
if (refused.length > 0) {
  log(`not started with --${refused.join(', --')}`)
  app.exit(64)
} else if (app.requestSingleInstanceLock()) void start()
else {
  log('another one runs on this profile: it goes on, and this one ends')
  app.exit(3)
}

async function start(): Promise<void> {
  const userData = app.getPath('userData')
  const recoveriesPath = join(userData, 'recoveries.json')
  const renewed = renewProfile(userData, { recoveriesPath, now: startedAt })
  await app.whenReady()
  lockDown()
  serveApp(join(import.meta.dirname, '../renderer'))

  keepLog(userData)
  const version = app.getVersion()
  const metrics = createMetrics({ version, startedAt, ticks: () => performance.now(), memory: processMemory })
  const faults = await openFaults(join(userData, 'faults.json'), {
    ...{ clock: systemClock, log },
    onNote: metrics.faulted,
  })
  const recoveries = await openRecoveries(recoveriesPath, {
    ...{ clock: systemClock, faults, log },
    onRecovered: metrics.recovered,
  })
  const sawProfile = (what: string): void => {
    log(`the profile: ${what}`)
    recoveries.lost('profile', what)
    recoveries.recovered('profile')
  }
  if (renewed.length > 0) sawProfile(`begun anew after starts without a page: ${renewed.join(', ')}`)
  const database = { origin: APP_ORIGIN, now: Date.now() }
  for (const mended of await mendLogs(userData, database)) log(`the page's database: ${mended}`)
  const aside = await setAsideUnopenable(userData, database)
  if (aside) sawProfile(`the page's database could not be opened: it is now ${aside}, and is made anew`)

  let window: KioskWindow | undefined
  const preload = join(import.meta.dirname, '../preload/index.cjs')
  const screens = watchScreens()
  const configPath = app.commandLine.getSwitchValue('config') || join(data, 'tapsyr.json')
  const operator = app.commandLine.getSwitchValue('operator') || null
  const signing = await openSigning({ operator, userData: data })
  const file = await readConfigFile(configPath, signing)
  logger.hide(secretsIn(jsonOf(file.text)))
  if (file.signed.ok && file.signed.value)
    log(`configuration: version ${file.signed.value.version}, signed by ${file.signed.value.key}`)
  const bug = await takeBug(crashFolder(userData))
  if (bug) faults.note('main', 'INTERNAL', bugText(bug))
  const power = systemPower
  const layers = await applyLayers({
    ...{ file, userData, faults, power, clock: systemClock, hide: logger.hide, log: logger.as('fleet') },
  })
  const config = format.ok ? configOf({ ...file, config: layers.config }) : format
  const updates = await openUpdates({
    ...{
      config: layers.config?.update,
      userData,
      faults,
      power,
      clock: systemClock,
      log: logger.as('update'),
    },
  })
  const service = {
    ...{ configPath, signing, layers, userData, startedAt, logger, faults, recoveries, metrics, version },
    dialogs: systemServiceDialogs,
    ...{ power, updates: updates.updater },
  }
  const send: TerminalParts['send'] = (event, payload) => window?.send(event, payload)
  let isPaying: () => boolean = () => false
  const guard = {
    clock: systemClock,
    mourner: recoveries,
    isPaying: () => isPaying(),
    log: logger.as('window'),
  }
  watchProcesses(guard)
  const terminal = config.ok
    ? await startTerminal({
        config: config.value,
        userData,
        ...{ send, service, health: updates.health },
        secondScreen: { watch: screens.watch, open: customerWindows({ preload, guard }) },
        log,
      })
    : config
  if (!terminal.ok) log(`out of service: ${terminal.error.code} ${terminal.error.detail ?? ''}`)
  else isPaying = terminal.value.isPaying
  if (terminal.ok) await hasWorked(file, { userData, signing }).catch((error) => log(`${error}`))

  hangDoor({
    handlers: terminal.ok
      ? terminal.value.handlers
      : await brokenHandlers({
          ...{ ...service, file, error: terminal.error, clock: systemClock, send },
          hasSecondScreen: screens.hasSecond,
        }),
    origin: APP_ORIGIN,
    log: logger.as('door'),
    heard(channel, answer) {
      heardAnswer(faults, channel, answer)
      metrics.answered(channel, answer)
      updates.health.heard(channel, answer)
    },
  })
  window = openKioskWindow({
    preload,
    kiosk: app.commandLine.hasSwitch('kiosk'),
    onClosed: () => app.quit(),
    guard,
    onShown() {
      recoveries.started()
      layers.shown(terminal.ok)
    },
    onHopeless() {
      recoveries.hopeless()
      systemPower.restart()
    },
  })
  const watchdog = startWatchdog({ env: process.env, clock: systemClock, ...window, log })
  screens.keepClearOf(window)
  updates.start(terminal.ok ? terminal.value.activity : null)
  if (terminal.ok) layers.start(terminal.value.activity)
  stopBeforeQuit(async () => {
    watchdog.stop()
    updates.stop()
    layers.stop()
    if (terminal.ok) await terminal.value.stop()
    await recoveries.finish()
    await faults.finish()
  })
}

/** Lets the reader's field go off and the journal close; a kill instead would lose nothing either. */
function stopBeforeQuit(stop: () => Promise<void>): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    stopped = true
    event.preventDefault()
    // Not at once where nothing had to be written: while this quit is being cancelled another one is not heard.
    void stop().finally(() => setImmediate(leave))
  })
}

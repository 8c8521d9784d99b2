import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { systemClock } from '#drivers/system-clock.ts'
import { configOf, readConfigFile } from './config/load.ts'
import { jsonOf, secretsIn } from './config/mask.ts'
import { rememberGood } from './config/store.ts'
import { bugText, takeBug } from './crashes/bug-note.ts'
import { crashFolder } from './crashes/crash-files.ts'
import { checkFormat } from './files/format.ts'
import { mendLogs, setAsideUnopenable } from './files/page-database.ts'
import { hangDoor } from './ipc/electron-door.ts'
import { createMetrics } from './metrics/metrics.ts'
import { exitOnBug, keepCrashes } from './modules/crashes.ts'
import { lockDown } from './modules/lock-down.ts'
import { keepLog, log, logger } from './modules/log.ts'
import { brokenHandlers } from './modules/out-of-service.ts'
import { leave, systemPower } from './modules/power.ts'
import { processMemory } from './modules/process-memory.ts'
import { systemServiceDialogs } from './modules/service-dialogs.ts'
import { refusedHere } from './modules/started-with.ts'
import { startTerminal, type TerminalParts } from './modules/terminal.ts'
import { openUpdates } from './modules/updates.ts'
import { openFaults } from './service/faults.ts'
import { heardAnswer } from './service/heard.ts'
import { NOTHING_GOES_ON } from './update/safe-moment.ts'
import { APP_ORIGIN, registerAppScheme, serveApp } from './windows/app-protocol.ts'
import { customerWindows } from './windows/customer-window.ts'
import { watchScreens } from './windows/screens.ts'
import { type KioskWindow, openKioskWindow } from './windows/window.ts'

const startedAt = Date.now()
exitOnBug(logger)
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
else app.exit(3)

async function start(): Promise<void> {
  await app.whenReady()
  lockDown()
  serveApp(join(import.meta.dirname, '../renderer'))

  const userData = app.getPath('userData')
  keepLog(userData)
  const database = { origin: APP_ORIGIN, now: Date.now() }
  for (const mended of await mendLogs(userData, database)) log(`the page's database: ${mended}`)
  const aside = await setAsideUnopenable(userData, database)
  if (aside) log(`the page's database could not be opened: it is now ${aside}, and is made anew`)

  let window: KioskWindow | undefined
  const preload = join(import.meta.dirname, '../preload/index.cjs')
  const screens = watchScreens()
  const configPath = app.commandLine.getSwitchValue('config') || join(data, 'tapsyr.json')
  const file = await readConfigFile(configPath)
  logger.hide(secretsIn(jsonOf(file.text)))
  const config = format.ok ? configOf(file) : format
  const version = app.getVersion()
  const metrics = createMetrics({ version, startedAt, ticks: () => performance.now(), memory: processMemory })
  const faults = await openFaults(join(userData, 'faults.json'), {
    ...{ clock: systemClock, log },
    onNote: metrics.faulted,
  })
  const bug = await takeBug(crashFolder(userData))
  if (bug) faults.note('main', 'INTERNAL', bugText(bug))
  const power = systemPower
  const { updater, health } = await openUpdates({
    ...{ config: file.config?.update, userData, faults, power, clock: systemClock, log: logger.as('update') },
  })
  const service = {
    ...{ configPath, userData, startedAt, logger, faults, metrics, version },
    dialogs: systemServiceDialogs,
    ...{ power, updates: updater },
  }
  const send: TerminalParts['send'] = (event, payload) => window?.send(event, payload)
  const terminal = config.ok
    ? await startTerminal({
        config: config.value,
        userData,
        ...{ send, service, health },
        secondScreen: { watch: screens.watch, open: customerWindows({ preload, log: logger.as('window') }) },
        log,
      })
    : config
  if (!terminal.ok) log(`out of service: ${terminal.error.code} ${terminal.error.detail ?? ''}`)
  else if (file.text !== null) await rememberGood(userData, file.text).catch((error) => log(`${error}`))

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
      health.heard(channel, answer)
    },
  })
  window = openKioskWindow({
    preload,
    kiosk: app.commandLine.hasSwitch('kiosk'),
    onClosed: () => app.quit(),
    log: logger.as('window'),
  })
  screens.keepClearOf(window)
  updater?.start(terminal.ok ? terminal.value.activity : NOTHING_GOES_ON)
  stopBeforeQuit(async () => {
    updater?.stop()
    if (terminal.ok) await terminal.value.stop()
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

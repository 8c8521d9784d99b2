import { join } from 'node:path'
import { app } from 'electron'
import { loadConfig } from './config/load.ts'
import { mendLogs, setAsideUnopenable } from './files/page-database.ts'
import { hangDoor } from './ipc/electron-door.ts'
import { exitOnBug } from './modules/crashes.ts'
import { lockDown } from './modules/lock-down.ts'
import { log } from './modules/log.ts'
import { outOfService } from './modules/out-of-service.ts'
import { startTerminal, type Terminal } from './modules/terminal.ts'
import { APP_ORIGIN, registerAppScheme, serveApp } from './windows/app-protocol.ts'
import { customerWindows } from './windows/customer-window.ts'
import { watchScreens } from './windows/screens.ts'
import { type KioskWindow, openKioskWindow } from './windows/window.ts'

exitOnBug(log)
registerAppScheme()
if (app.requestSingleInstanceLock()) void start()
else app.exit(3)

async function start(): Promise<void> {
  await app.whenReady()
  lockDown()
  serveApp(join(import.meta.dirname, '../renderer'))

  const userData = app.getPath('userData')
  const database = { origin: APP_ORIGIN, now: Date.now() }
  for (const mended of await mendLogs(userData, database)) log(`the page's database: ${mended}`)
  const aside = await setAsideUnopenable(userData, database)
  if (aside) log(`the page's database could not be opened: it is now ${aside}, and is made anew`)

  let window: KioskWindow | undefined
  const preload = join(import.meta.dirname, '../preload/index.cjs')
  const screens = watchScreens()
  const configPath = app.commandLine.getSwitchValue('config') || join(userData, 'tapsyr.json')
  const config = await loadConfig(configPath)
  const terminal = config.ok
    ? await startTerminal({
        config: config.value,
        userData,
        send: (event, payload) => window?.send(event, payload),
        secondScreen: { watch: screens.watch, open: customerWindows({ preload, log }) },
        log,
      })
    : config
  if (!terminal.ok) log(`out of service: ${terminal.error.code} ${terminal.error.detail ?? ''}`)

  hangDoor({
    handlers: terminal.ok ? terminal.value.handlers : outOfService(terminal.error),
    origin: APP_ORIGIN,
    log,
  })
  window = openKioskWindow({
    preload,
    kiosk: app.commandLine.hasSwitch('kiosk'),
    onClosed: () => app.quit(),
    log,
  })
  screens.keepClearOf(window)
  if (terminal.ok) stopBeforeQuit(terminal.value)
}

/** Lets the reader's field go off and the journal close; a kill instead would lose nothing either. */
function stopBeforeQuit(terminal: Terminal): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    stopped = true
    event.preventDefault()
    void terminal.stop().finally(() => app.quit())
  })
}

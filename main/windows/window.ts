import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import type { EventName, Events } from '#src/ipc/contract.ts'
import { APP_ORIGIN } from './app-protocol.ts'
import type { Area } from './choose-display.ts'

export interface KioskWindow {
  send<E extends EventName>(event: E, payload: Events[E]): void
  /** Where it is on the desktop; undefined while it is not shown. */
  area(): Area | undefined
  /** It was shown, or is somewhere else now. */
  onMoved(listener: () => void): void
}

export interface WindowParts {
  readonly preload: string
  readonly kiosk: boolean
  readonly onClosed: () => void
  readonly log: (message: string) => void
}

/** What every page of ours runs under; the only web preferences in the program. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  devTools: false,
  // A terminal behind another window must settle as fast as one in front.
  backgroundThrottling: false,
} as const

interface PageParts {
  /** For the log. */
  readonly name: string
  readonly preload: string
  readonly options: BrowserWindowConstructorOptions
  readonly log: (message: string) => void
}

/** The one place that makes a window. It is empty, and hidden until it is asked to show. */
export function makeWindow({ name, preload, options, log }: PageParts): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f7f6f2',
    webPreferences: { ...WEB_PREFERENCES, preload },
  })
  // The journal is safe in main: a page that died starts again and catches up with it.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`${name} is gone (${reason}); loading it again`)
    if (reason !== 'clean-exit') window.webContents.reload()
  })
  return window
}

/** The window of whoever sells. */
export function openKioskWindow({ preload, kiosk, onClosed, log }: WindowParts): KioskWindow {
  const window = makeWindow({
    name: 'the page',
    preload,
    options: { width: 1280, height: 800, minWidth: 640, minHeight: 400, kiosk },
    log,
  })
  window.once('ready-to-show', () => window.show())
  window.once('closed', onClosed)
  void window.loadURL(`${APP_ORIGIN}/`)
  return {
    send(event, payload) {
      if (!window.isDestroyed()) window.webContents.send(event, payload)
    },
    area: () => (!window.isDestroyed() && window.isVisible() ? window.getBounds() : undefined),
    onMoved(listener) {
      window.on('show', listener)
      window.on('move', listener)
      window.on('resize', listener)
    },
  }
}

import { BrowserWindow } from 'electron'
import type { EventName, Events } from '#src/ipc/contract.ts'
import { APP_ORIGIN } from './app-protocol.ts'

export interface KioskWindow {
  send<E extends EventName>(event: E, payload: Events[E]): void
}

export interface WindowParts {
  readonly preload: string
  readonly kiosk: boolean
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

/** The one place that makes a window. */
export function openKioskWindow({ preload, kiosk, log }: WindowParts): KioskWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 400,
    kiosk,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f7f6f2',
    webPreferences: { ...WEB_PREFERENCES, preload },
  })
  window.once('ready-to-show', () => window.show())
  // The journal is safe in main: a page that died starts again and catches up with it.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`the page is gone (${reason}); loading it again`)
    if (reason !== 'clean-exit') window.webContents.reload()
  })
  void window.loadURL(`${APP_ORIGIN}/`)
  return {
    send(event, payload) {
      if (!window.isDestroyed()) window.webContents.send(event, payload)
    },
  }
}

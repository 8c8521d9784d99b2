import { BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron'
import type { EventName, Events } from '#src/ipc/contract.ts'
import { APP_ORIGIN, PLAIN_URL } from './app-protocol.ts'
import type { Area } from './choose-display.ts'
import { type GuardAround, guardWindow } from './guarded-page.ts'

export interface KioskWindow {
  /** Something was on the screen a moment ago. */
  isAnswering(): boolean
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
  readonly guard: GuardAround
  /** The page is on the screen, for the first time since it was loaded. */
  readonly onShown: () => void
  /** There is no way to show anything: the program has to be started anew. */
  readonly onHopeless: () => void
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
  readonly preload: string
  readonly options: BrowserWindowConstructorOptions
}

/** The one place that makes a window. It is empty, and hidden until it is asked to show. */
export function makeWindow({ preload, options }: PageParts): BrowserWindow {
  return new BrowserWindow({
    ...options,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f7f6f2',
    webPreferences: { ...WEB_PREFERENCES, preload },
  })
}

/** The window of whoever sells. */
export function openKioskWindow({
  preload,
  kiosk,
  onClosed,
  guard,
  onShown,
  onHopeless,
}: WindowParts): KioskWindow {
  const window = makeWindow({
    preload,
    options: {
      ...{ width: 1280, height: 800, minWidth: 640, minHeight: 400, kiosk },
      enableLargerThanScreen: kiosk,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.once('closed', onClosed)
  if (kiosk) fillDisplay(window)
  const page = guardWindow({
    ...guard,
    ...{ window, onShown, onHopeless },
    name: 'the page',
    load: () => window.loadURL(`${APP_ORIGIN}/`),
    loadPlain: () => window.loadURL(PLAIN_URL),
  })
  return {
    isAnswering: page.isAnswering,
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

/**
 * On X11, Chromium takes a pixel off both sides of a window that is exactly as large as a display,
 * and the desktop shows through. One row more, below the display's edge, and it leaves it alone.
 */
export const filling = (area: Area): Area => ({ ...area, height: area.height + 1 })

/** Where there is no window manager nobody makes a window as large as its display. */
function fillDisplay(window: BrowserWindow): void {
  const fill = () => {
    if (!window.isDestroyed()) window.setBounds(filling(screen.getPrimaryDisplay().bounds))
  }
  window.once('ready-to-show', fill)
  screen.on('display-metrics-changed', fill)
}

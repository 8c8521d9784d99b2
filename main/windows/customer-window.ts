import type { BrowserWindow } from 'electron'
import { CUSTOMER_EVENT, type CustomerView } from '#src/ipc/customer.ts'
import { CUSTOMER_PAGE, PLAIN_URL } from './app-protocol.ts'
import type { Area } from './choose-display.ts'
import { type GuardAround, guardWindow } from './guarded-page.ts'
import { filling, makeWindow } from './window.ts'

export interface CustomerWindow {
  /** Nothing is shown before the page has loaded. */
  show(view: CustomerView): void
  /** Puts it elsewhere on the desktop. */
  move(area: Area): void
  close(): void
}

export interface CustomerWindowParts {
  readonly area: Area
  /** The page has loaded, for the first time or anew, and knows nothing yet. */
  readonly onLoaded: () => void
  /** The page runs no more; it is being loaded anew. */
  readonly onLost: () => void
  /** Closed, and not by us. */
  readonly onClosed: () => void
}

export type OpenCustomerWindow = (parts: CustomerWindowParts) => CustomerWindow

/**
 * The customer's window: it fills its display, has no frame and takes no input, so that the
 * keyboard stays with the kiosk's. Its page only listens.
 */
export const customerWindows =
  ({ preload, guard }: { readonly preload: string; readonly guard: GuardAround }): OpenCustomerWindow =>
  ({ area, onLoaded, onLost, onClosed }) => {
    const window = makeWindow({
      preload,
      options: {
        ...filling(area),
        frame: false,
        // A window that cannot have the focus is not the window manager's to make full-screen: it is
        // given its display's size instead.
        focusable: false,
        resizable: false,
        movable: false,
        skipTaskbar: true,
        hasShadow: false,
        enableLargerThanScreen: true,
      },
    })
    window.setIgnoreMouseEvents(true)
    let closing = false
    window.once('ready-to-show', () => {
      if (!closing) window.showInactive()
    })
    window.webContents.on('did-finish-load', () => {
      if (!closing) onLoaded()
    })
    window.webContents.on('render-process-gone', () => {
      if (!closing) onLost()
    })
    window.once('closed', () => {
      if (!closing) onClosed()
    })
    guardWindow({
      ...guard,
      window,
      isPaying: () => false,
      name: "the customer's page",
      load: () => window.loadURL(CUSTOMER_PAGE),
      loadPlain: () => window.loadURL(PLAIN_URL),
      onHopeless: () => window.destroy(),
    })
    return {
      show(view) {
        if (!window.isDestroyed()) window.webContents.send(CUSTOMER_EVENT, view)
      },
      move(next) {
        if (!window.isDestroyed()) window.setBounds(filling(next))
      },
      close() {
        closing = true
        if (!window.isDestroyed()) destroyWhenLoaded(window)
      },
    }
  }

/** A window that is destroyed while its page loads takes the whole program with it (seen with Electron 33). */
function destroyWhenLoaded(window: BrowserWindow): void {
  const destroy = () => {
    if (!window.isDestroyed()) window.destroy()
  }
  window.hide()
  if (!window.webContents.isLoading()) destroy()
  // Not from within its own event.
  else window.webContents.once('did-stop-loading', () => setImmediate(destroy))
}

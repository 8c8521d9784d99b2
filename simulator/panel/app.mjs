import { app, BaseWindow, screen, WebContentsView } from 'electron'

/**
 * A window for the panel, right of the terminal's: `electron app.mjs URL`. A program of its own, so
 * that the terminal stays the one that is shipped.
 */
const KIOSK_WIDTH = 1280

// Not among our own arguments: Electron and its stand-in launcher leave different ones in front.
const url = process.argv.find((arg) => /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]+\/$/.test(arg))
if (!url) throw new Error('usage: electron app.mjs http://127.0.0.1:PORT/TOKEN/')

app.on('window-all-closed', () => app.quit())
// Not awaited here: Electron gets ready only after this file has run to its end.
void app.whenReady().then(open)

async function open() {
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea
  // The terminal opens in the middle of the screen: what is left beside it is the panel's.
  const ours = Math.min(Math.max(Math.floor((width - KIOSK_WIDTH) / 2), 320), 440)
  const window = new BaseWindow({
    x: x + width - ours,
    y,
    width: ours,
    height,
    title: 'Tapsyr simulator',
    autoHideMenuBar: true,
  })
  const view = new WebContentsView({
    webPreferences: { sandbox: true, contextIsolation: true, devTools: false },
  })
  window.contentView.addChildView(view)
  const fill = () => {
    const content = window.getContentBounds()
    view.setBounds({ x: 0, y: 0, width: content.width, height: content.height })
  }
  fill()
  window.on('resize', fill)
  view.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  view.webContents.on('will-navigate', (event) => event.preventDefault())
  await view.webContents.loadURL(url)
}

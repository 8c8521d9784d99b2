// A window with nothing in it: the stage (stage.ts) loads the screens into it.
const { app, BrowserWindow } = require('electron')

app.whenReady().then(() => new BrowserWindow({ webPreferences: { sandbox: true } }).loadURL('about:blank'))

// The least that Electron can do: one empty window. The measure for the terminal's cold start.
const { app, BrowserWindow } = require('electron')

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } })
  window.loadURL(
    'data:text/html,<script>requestAnimationFrame(()=>{const c=new MessageChannel();c.port1.onmessage=()=>performance.mark("ready");c.port2.postMessage(0)})</script>',
  )
})

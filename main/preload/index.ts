import { contextBridge, ipcRenderer } from 'electron'
import { type Bridge, EVENT_NAMES } from '#src/ipc/contract.ts'

/** The only way out of the page. Main decides what it means; nothing is trusted on this side. */
const bridge: Bridge = {
  call: (channel, request) => ipcRenderer.invoke(channel, request),
  on(event, listener) {
    if (!EVENT_NAMES.includes(event)) return () => undefined
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload)
    ipcRenderer.on(event, forward)
    return () => ipcRenderer.removeListener(event, forward)
  },
}

contextBridge.exposeInMainWorld('tapsyr', bridge)

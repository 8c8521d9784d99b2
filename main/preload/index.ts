import { contextBridge, ipcRenderer } from 'electron'
import { type Bridge, EVENT_NAMES } from '#src/ipc/contract.ts'
import { CUSTOMER_EVENT, type CustomerBridge, type CustomerView } from '#src/ipc/customer.ts'

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

/** No way out. Main would refuse this page anyhow, for its origin. */
const customerBridge: CustomerBridge = {
  onView(listener) {
    ipcRenderer.on(CUSTOMER_EVENT, (_event, view: CustomerView) => listener(view))
  },
}

// A page cannot change its host without being loaded anew, and then this runs again.
if (location.host === 'customer') contextBridge.exposeInMainWorld('tapsyrCustomer', customerBridge)
else contextBridge.exposeInMainWorld('tapsyr', bridge)

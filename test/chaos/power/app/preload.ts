import { contextBridge, ipcRenderer } from 'electron'
import '#main/preload/index.ts'
import type { PowerBridge } from './contract.ts'

const power: PowerBridge = {
  start: () => ipcRenderer.invoke('power/start'),
  holds: (holdings) => ipcRenderer.invoke('power/holds', holdings),
  accept: () => ipcRenderer.invoke('power/accept'),
  acknowledge: (receiptNumber) => ipcRenderer.invoke('power/acknowledge', receiptNumber),
  failed: (why) => ipcRenderer.invoke('power/failed', why),
}

contextBridge.exposeInMainWorld('power', power)

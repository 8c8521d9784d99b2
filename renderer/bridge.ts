import type { Bridge } from '#src/ipc/contract.ts'

declare global {
  interface Window {
    /** Put there by the preload (main/preload/index.ts); frozen by Electron's context bridge. */
    readonly tapsyr: Bridge
  }
}

/** The only file that touches the preload's object. */
export const bridge: Bridge = window.tapsyr

import type { CustomerBridge } from '#src/ipc/customer.ts'

declare global {
  interface Window {
    /** Put there by the preload (main/preload/index.ts), on the customer's screen only. */
    readonly tapsyrCustomer: CustomerBridge
  }
}

/** The only file of the customer's screen that touches the preload's object. */
export const bridge: CustomerBridge = window.tapsyrCustomer

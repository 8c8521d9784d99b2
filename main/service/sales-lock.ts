import { fail } from '#src/result.ts'
import type { SaleDesk } from '../sale/sale.ts'

/** Keeps sales and self-tests apart: both want the card that lies on the reader. */
export interface SalesLock {
  readonly desk: SaleDesk
  /** Ends the sale that is open and lets nobody open another; false when money is on its way for it. */
  hold(): boolean
  letGo(): void
  isHeld(): boolean
}

export function createSalesLock(desk: SaleDesk): SalesLock {
  let held = false
  let open: string | undefined
  let authorizing = false
  return {
    desk: {
      ...desk,
      open(...sale) {
        if (held) return fail('TERMINAL_BUSY')
        const opened = desk.open(...sale)
        if (opened.ok) open = opened.value.saleId
        return opened
      },
      async authorize(saleId) {
        authorizing = true
        const accepted = await desk.authorize(saleId)
        authorizing = false
        if (accepted.ok) open = undefined
        return accepted
      },
    },
    hold() {
      if (held || authorizing || (open !== undefined && !desk.close(open))) return false
      open = undefined
      held = true
      return true
    },
    letGo() {
      held = false
    },
    isHeld: () => held,
  }
}

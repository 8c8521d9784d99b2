import type { DisplayContent } from '#src/display/content.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Amount } from '#src/money/amount.ts'
import { priceOf } from '#src/order/price.ts'
import { TAP_AGAIN } from '#src/sale/tap-again.ts'
import type { SaleDesk } from './sale.ts'

/** The same desk, which also shows the customer how each sale stands. */
export function onDisplay(desk: SaleDesk, show: (content: DisplayContent) => void): SaleDesk {
  let units = 0n
  let qr: string | null = null
  let priced: { readonly price?: Amount } = {}

  function showFailure(code: ErrorCode): void {
    // The page ends a sale that was cancelled, and knows of one that is no longer open.
    if (code === 'SALE_CANCELLED' || code === 'SALE_UNKNOWN') return
    show(
      TAP_AGAIN.has(code)
        ? { kind: 'pay', units, again: true, qr, ...priced }
        : { kind: 'declined', units, ...priced },
    )
  }

  return {
    ...desk,
    open(asked, order, ticketFor) {
      const opened = desk.open(asked, order, ticketFor)
      if (opened.ok) {
        units = asked
        qr = opened.value.request
        const price = priceOf(order)
        priced = price ? { price } : {}
        show({ kind: 'pay', units, again: false, qr, ...priced })
      }
      return opened
    },
    async awaitCard(saleId) {
      const found = await desk.awaitCard(saleId)
      if (!found.ok) showFailure(found.error.code)
      return found
    },
    async authorize(saleId) {
      const accepted = await desk.authorize(saleId)
      if (accepted.ok) show({ kind: 'paid', units: unitsIn(accepted.value.entry, units), ...priced })
      else showFailure(accepted.error.code)
      return accepted
    },
    close(saleId) {
      const closed = desk.close(saleId)
      if (closed) show({ kind: 'idle' })
      return closed
    },
  }
}

/** Who pays on chain pays the amount with its tail. */
const unitsIn = ({ fact }: JournalEntry, asked: bigint): bigint =>
  fact.type === 'received' ? fact.payment.authorization.value : asked

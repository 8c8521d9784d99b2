import type { DisplayContent } from '#src/display/content.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Amount } from '#src/money/amount.ts'
import { priceOf } from '#src/order/price.ts'
import type { Failure } from '#src/result.ts'
import type { Debt } from '#src/sale/debt.ts'
import { TAP_AGAIN } from '#src/sale/tap-again.ts'
import type { SaleDesk } from './sale.ts'

/** The same desk, which also shows the customer how each sale stands. */
export function onDisplay(desk: SaleDesk, show: (content: DisplayContent) => void): SaleDesk {
  let units = 0n
  let qr: string | null = null
  let priced: { readonly price?: Amount } = {}
  /** Of the card that came last. */
  let owed: Debt | undefined

  const askToPay = (again = false) => show({ kind: 'pay', units, again, qr, ...priced })
  const tellDebt = (debt: Debt, isPaying: boolean) => show({ kind: 'debt', units, debt, isPaying, ...priced })

  function showFailure({ code, debt }: Failure): void {
    // The page ends a sale that was cancelled, and knows of one that is no longer open.
    if (code === 'SALE_CANCELLED' || code === 'SALE_UNKNOWN') return
    owed = debt
    if (debt) tellDebt(debt, false)
    else if (TAP_AGAIN.has(code)) askToPay(true)
    else show({ kind: 'declined', units, ...priced })
  }

  return {
    ...desk,
    open(asked, order, ticketFor) {
      const opened = desk.open(asked, order, ticketFor)
      if (opened.ok) {
        owed = undefined
        units = asked
        qr = opened.value.request
        const price = priceOf(order)
        priced = price ? { price } : {}
        askToPay()
      }
      return opened
    },
    async awaitCard(saleId) {
      const found = await desk.awaitCard(saleId)
      if (!found.ok) showFailure(found.error)
      return found
    },
    async authorize(saleId) {
      const accepted = await desk.authorize(saleId)
      if (accepted.ok) show({ kind: 'paid', units: unitsIn(accepted.value.entry, units), ...priced })
      else showFailure(accepted.error)
      return accepted
    },
    override(saleId, override) {
      const lifted = desk.override(saleId, override)
      if (lifted.ok) askToPay()
      return lifted
    },
    async payDebt(saleId) {
      const debt = owed
      if (debt) tellDebt(debt, true)
      const paid = await desk.payDebt(saleId)
      // The customer may have left meanwhile, and somebody else's sale be open.
      if (owed !== debt || !debt) return paid
      if (paid.ok) askToPay()
      else tellDebt(paid.error.debt ?? debt, false)
      return paid
    },
    close(saleId) {
      const closed = desk.close(saleId)
      if (closed) {
        owed = undefined
        show({ kind: 'idle' })
      }
      return closed
    },
  }
}

/** Who pays on chain pays the amount with its tail. */
const unitsIn = ({ fact }: JournalEntry, asked: bigint): bigint =>
  fact.type === 'received' ? fact.payment.authorization.value : asked

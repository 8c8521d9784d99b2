import { toDecimal } from '#src/money/amount.ts'
import type { Payment } from '#src/payment/record.ts'
import { debtOf } from '#src/sale/debt.ts'

/** What is owed, for people: in the currency of the prices where all of it was priced in one, else in the token. */
export function debtText(debts: readonly Payment[]): string {
  const debt = debtOf(debts)
  return debt ? `${toDecimal(debt.owed)} ${debt.owed.asset.symbol}` : ''
}

import { type Authorization, receiptNonce } from '#src/payment/authorization.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SaleTerms } from './sale.ts'

export interface DraftDeps {
  readonly ledger: Pick<Ledger, 'summary' | 'journal'>
  readonly terms: SaleTerms
  readonly clock: Clock
}

/** What somebody will sign, whoever it is, and the receipt that it is for. */
export interface Draft {
  readonly receiptNumber: number
  readonly draft: Omit<Authorization, 'from'>
}

/**
 * A receipt number is used up only by an accepted payment, so that the numbers have no gaps.
 * `givenOut`: one that is on its way to the disk.
 */
export function draftPayment({ ledger, terms, clock }: DraftDeps, units: bigint, givenOut: number): Draft {
  const { domain, terminalId, payee } = terms
  const receiptNumber = Math.max(ledger.summary().lastReceiptNumber, givenOut) + 1
  return {
    receiptNumber,
    draft: {
      to: payee,
      value: units,
      validAfter: 0, // the terminal's clock may run ahead of the chain's
      validBefore: toUnixSeconds(clock.now()) + terms.validitySeconds,
      nonce: receiptNonce({ domain, terminalId, ledgerId: ledger.journal.ledgerId, receiptNumber }),
    },
  }
}

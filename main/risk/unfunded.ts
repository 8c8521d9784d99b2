import type { Address } from '#src/payment/address.ts'
import type { Ledger } from '../ledger/ledger.ts'

export type UnfundedParts = Pick<Ledger, 'riders' | 'payment'>

/**
 * Whether the chain last refused a payment of this card for lack of funds: the terminal's own deny list, which is
 * read out of the ledger. So a card is on it with the entry of the refusal, and off it with that of its payment.
 */
export const isUnfunded = ({ riders, payment }: UnfundedParts, card: Address): boolean =>
  riders.debtsOf(card).some((id) => payment(id)?.refusal === 'PAYER_NO_FUNDS')

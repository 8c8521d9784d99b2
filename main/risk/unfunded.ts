import type { Address } from '#src/payment/address.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Ledger } from '../ledger/ledger.ts'

export interface UnfundedParts extends Pick<Ledger, 'payment'> {
  readonly riders: Pick<Ledger['riders'], 'debtsOf'>
}

/**
 * The payments of this card that the chain last refused for lack of funds, the one that ends first before all: the
 * terminal's own deny list, which is read out of the ledger. So a card is on it with the entry of the refusal, and off
 * it with that of its payment.
 */
export const unfundedOf = ({ riders, payment }: UnfundedParts, card: Address): Payment[] =>
  riders
    .debtsOf(card)
    .flatMap((id) => payment(id) ?? [])
    .filter(({ state, refusal }) => state === 'refused' && refusal === 'PAYER_NO_FUNDS')
    .sort((a, b) => a.authorization.validBefore - b.authorization.validBefore)

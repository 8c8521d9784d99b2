import type { Amount } from '../money/amount.ts'
import type { Debt } from '../sale/debt.ts'

/** What the goods cost in the shop's currency; left out where they are priced in the token. */
interface Priced {
  readonly price?: Amount | undefined
}

/** What a display shows the customer: how much, and what came of it. */
export type DisplayContent =
  | { readonly kind: 'idle' }
  /** The operator has taken the terminal out of service. */
  | { readonly kind: 'closed' }
  /**
   * To be paid now. `again`: the last try did not work, and the customer may try once more. `qr`: the
   * text of the code that a wallet answers; null where wallets cannot pay.
   */
  | (Priced & {
      readonly kind: 'pay'
      readonly units: bigint
      readonly again: boolean
      readonly qr: string | null
    })
  /** The card owes for earlier payments; `isPaying`: they are being made now. */
  | (Priced & {
      readonly kind: 'debt'
      readonly units: bigint
      readonly debt: Debt
      readonly isPaying: boolean
    })
  | (Priced & { readonly kind: 'paid'; readonly units: bigint })
  | (Priced & { readonly kind: 'declined'; readonly units: bigint })

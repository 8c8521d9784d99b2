import type { Language } from '../language.ts'
import type { Amount } from '../money/amount.ts'
import type { Order } from '../order/order.ts'
import type { Address } from '../payment/address.ts'
import type { Hex } from '../payment/hex.ts'

/** What proves a payment on chain: its authorization's nonce, or the transaction in which the payer made it. */
export type ReceiptProof = {
  readonly chainId: number
  readonly token: Address
  readonly payer: Address
} & ({ readonly nonce: Hex } | { readonly txHash: Hex })

/** Everything a payment's receipt says; where and how it is printed is the printer's business. */
export interface Receipt {
  readonly language: Language
  readonly shop: { readonly name: string; readonly address: string; readonly taxId: string }
  readonly till: string
  /** "001-000347". */
  readonly number: string
  /** Milliseconds since the epoch, and the offset in minutes that the shop's clock shows. */
  readonly acceptedAt: number
  readonly utcOffsetMinutes: number
  /** What was paid, in the token. */
  readonly amount: Amount
  /** What it was paid for; left out where only an amount was typed. */
  readonly order?: Order | undefined
  /** What paper it is, where it is not of a sale. */
  readonly title?: 'return' | 'void' | undefined
  /** Of a return: the number of the receipt of which it gives something back. */
  readonly returns?: string | undefined
  /** Who paid; of a return, to whom it goes back. */
  readonly payer: Address
  /** In which state the paper says it is; later states do not change paper that is out. */
  readonly state:
    | { readonly kind: 'accepted-offline'; readonly settlesBy: number }
    | { readonly kind: 'settled' }
    /** The payer has paid on chain himself. */
    | { readonly kind: 'received' }
    /** Money that goes back: not yet, or done. */
    | { readonly kind: 'goesBack' | 'goneBack' }
    /** Taken back; `cancelled`: the chain has the payer's own word for it. */
    | { readonly kind: 'voided' | 'cancelled' }
  readonly proof: ReceiptProof
  /** Printed before, and printed again. */
  readonly copy: boolean
}

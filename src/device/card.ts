import type { EcdsaSignature } from '../payment/signature.ts'
import type { Result } from '../result.ts'
import type { CardInField, ExchangeFault } from './reader.ts'

/** What can be said of a card that is not one of ours. */
export type NotOurs = 'CARD_NOT_SUPPORTED' | 'CARD_BANK' | 'CARD_PHONE' | 'CARD_TRANSIT'
export type SelectFault = ExchangeFault | NotOurs | 'CARD_ANSWER_INVALID'
export type SignFault = ExchangeFault | 'CARD_REFUSED' | 'CARD_ANSWER_INVALID'

/** Whatever holds a secp256k1 key and signs 32-byte digests with it: a card, a tag, a phone's wallet. */
export interface PaymentCard {
  readonly application: 'keycard-cash' | 'keycard-pinless' | 'halo' | 'wallet-qr'
  /** Uncompressed public key, 65 bytes, starting 04. */
  readonly publicKey: Uint8Array
  /** The bytes that its issuer left on it, as they are: whether they are a certificate, nobody has looked at. */
  readonly certificate?: Uint8Array
  /** Signs one digest of 32 bytes; `s` is already in the lower half of the order. */
  sign(digest: Uint8Array): Promise<Result<EcdsaSignature, SignFault>>
}

/** Finds out which of our applications the tapped card holds. */
export type SelectCard = (field: CardInField) => Promise<Result<PaymentCard, SelectFault>>

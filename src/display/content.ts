/** What a display shows the customer: how much, and what came of it. */
export type DisplayContent =
  | { readonly kind: 'idle' }
  /**
   * To be paid now. `again`: the last try did not work, and the customer may try once more. `qr`: the
   * text of the code that a wallet answers; null where wallets cannot pay.
   */
  | { readonly kind: 'pay'; readonly units: bigint; readonly again: boolean; readonly qr: string | null }
  | { readonly kind: 'paid'; readonly units: bigint }
  | { readonly kind: 'declined'; readonly units: bigint }

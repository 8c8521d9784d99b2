/** Whom a card is: nobody that we know, one that has paid here before, or one that an issuer vouches for. */
export type StandingKind = 'unknown' | 'known-good' | 'certified'

/** What one card may pay while nobody can see its balance; null: as much as it likes. */
export interface CardLimits {
  /** Highest single payment, in units. */
  readonly floor: bigint
  /** Of all payments within the window, in units. */
  readonly sum: bigint | null
  readonly count: number | null
  /** Payments in a row without one that the chain has paid. */
  readonly consecutive: number | null
}

/** Who is sent away to pay where there is a network, by lot. */
export interface Selection {
  /** Of payments up to `from`: this share, from 0 to 1. */
  readonly share: number
  readonly from: bigint
  /** From `from` on the share rises in a straight line; at this amount everybody is chosen. */
  readonly certain: bigint
}

/** Rules for payments whose payer's balance cannot be seen. Amounts are units of the token. */
export interface Policy {
  readonly limits: Readonly<Record<StandingKind, CardLimits>>
  /** A window counts by whole hours of the clock, the one in which it begins included. */
  readonly windowHours: number
  /** Payments that the chain has paid, from which on a card is known to be good. */
  readonly knownGoodAfter: number
  readonly selection: Selection | null
  /** What the terminal may have given out and not been paid for yet. */
  readonly exposure: {
    readonly units: bigint
    readonly count: number
    /** From the first such payment since the chain was heard of last. */
    readonly hours: number
  }
  /** A deny list older than this lowers floor and sum to a share of them, in percent. */
  readonly oldDenyList: { readonly hours: number; readonly percent: number }
}

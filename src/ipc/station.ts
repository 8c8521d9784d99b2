import type { PrintOutcome } from '../device/printer.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { JournalEntry } from '../journal/entry.ts'
import type { Language } from '../language.ts'
import type { Asset } from '../money/asset.ts'
import type { Address } from '../payment/address.ts'
import type { RideReason } from '../station/fare.ts'
import type { ProductKind } from '../station/product.ts'

export type Texts = Readonly<Record<Language, string>>

/** Something that the kiosk sells. Prices in smallest units of the currency. */
export interface StationProduct {
  readonly id: string
  readonly kind: ProductKind
  readonly name: Texts
  readonly price: bigint
  /** How long a single or return ticket is good for; null: until the service day ends, like a day pass. */
  readonly hours: number | null
  /** Service days of a period pass or a top-up; null for everything else. */
  readonly days: number | null
}

export interface StationInfo {
  readonly name: Texts
  readonly currency: Asset
  readonly fare: bigint
  /** Nobody pays more than this in a service day; null without a cap. */
  readonly cap: bigint | null
  /** A second ride within so many minutes is free; null without. */
  readonly transferMinutes: number | null
  readonly products: readonly StationProduct[]
  /** Where the reader stands, seen from the screen. */
  readonly readerAt: 'below' | 'right' | 'left'
  /** Rides and nothing else: a machine at a gate. */
  readonly validator: boolean
  /** For when it is out of service. */
  readonly phone: string
  /** Seconds without a touch after which it asks, and then so many until it gives up. */
  readonly idleSeconds: number
  readonly giveUpSeconds: number
}

/** What the gate says to one tap. */
export interface Ride {
  readonly card: Address
  readonly reason: RideReason
  /** Paid now, in the currency; 0 for a free one. */
  readonly paid: bigint
  /** Left until the cap of the day; null without one. */
  readonly untilCap: bigint | null
  /** The pass or transfer ends then, ms since the epoch. */
  readonly goodUntil: number | null
  readonly entry: JournalEntry
}

export interface Ticket {
  /** The signed text of its QR code, docs/tickets.md. */
  readonly code: string
  readonly printed: PrintOutcome | ErrorCode
  readonly validUntil: number
  readonly receipt: string
  /** Whether a top-up has prolonged a pass or, on a card without one, begun one; null for everything else. */
  readonly topUp: TopUp | null
}

export type TopUp = 'prolonged' | 'begun'

export interface StationChannels {
  'station/info': { request: undefined; reply: StationInfo }
  /**
   * Waits for the next card and lets it ride: one call is one tap. DEBT_OWED, CARD_DENIED and the
   * card's own faults are answers; call again.
   */
  'station/ride': { request: undefined; reply: Ride }
  /** Ends the wait of a ride. False when a card is signing: its answer comes. */
  'station/stop-riding': { request: undefined; reply: boolean }
  /** Prints the ticket of a product that was just paid by an ordinary sale. */
  'station/ticket': { request: { readonly receipt: string }; reply: Ticket }
}

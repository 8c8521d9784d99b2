import type { PrintOutcome } from '../device/printer.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { JournalEntry } from '../journal/entry.ts'
import type { Order, Rate } from '../order/order.ts'
import type { Hex } from '../payment/hex.ts'
import type { SignedIn } from '../staff/person.ts'
import type { ZReport } from '../till/report.ts'
import type { Till } from '../till/till.ts'

/** Who stands at the terminal. Where the configuration names no staff, nobody signs in and there are no shifts. */
export interface StaffState {
  readonly required: boolean
  readonly signedIn: SignedIn | null
  /** After too many wrong PINs nobody can try before then, ms since the epoch; null when anybody can. */
  readonly lockedUntil: number | null
}

/** How prices become token amounts now. */
export interface RateState {
  /** Null before the first rate is known. */
  readonly rate: Rate | null
  /** `old`: it still counts, and people should know; `expired`: nothing is sold by it any more. */
  readonly age: 'fresh' | 'old' | 'expired' | 'unknown'
  /** Why the last try to get a newer one failed. */
  readonly fault: ErrorCode | null
}

/** The PIN of somebody with the right that whoever is signed in has not. */
interface Approved {
  readonly approvalPin?: string | undefined
}

/** Who stands at the terminal, and their shift. */
export interface StaffChannels {
  'staff/state': { request: undefined; reply: StaffState }
  /** STAFF_PIN_WRONG, STAFF_LOCKED. */
  'staff/sign-in': { request: { readonly pin: string }; reply: SignedIn }
  /** Waits for a staff card and has it sign a challenge; STAFF_CARD_UNKNOWN. */
  'staff/sign-in-by-card': { request: undefined; reply: SignedIn }
  /** Ends the wait for a staff card. */
  'staff/stop-waiting': { request: undefined; reply: undefined }
  'staff/sign-out': { request: undefined; reply: undefined }
  /** Before a discount is given: main takes no order with one from somebody who may not. */
  'staff/allow-discount': { request: Approved; reply: undefined }

  'till/state': { request: undefined; reply: Till }
  'shift/open': { request: { readonly float: bigint | null }; reply: Till }
  /** The report is in the journal when this answers; printing it is another matter. */
  'shift/close': { request: { readonly counted: bigint | null } & Approved; reply: ZReport }
  /** Past Z reports, newest first. */
  'shift/reports': { request: undefined; reply: readonly ZReport[] }
  /** The X report of the open shift, or the Z report of that number. */
  'shift/print': {
    request:
      | { readonly report: 'x' }
      | { readonly report: 'z'; readonly number: number; readonly copy: boolean }
    reply: PrintOutcome
  }
  'drawer/open': { request: { readonly reason: string } & Approved; reply: undefined }
}

export interface RateChannels {
  'rate/state': { request: undefined; reply: RateState }
}

/** What is given back. */
export interface ReturnChannels {
  /** Takes back a payment that was not sent. */
  'payment/void': { request: { readonly id: Hex } & Approved; reply: { readonly entry: JournalEntry } }
  /**
   * The same, with the customer's card: waits for the card that paid, which signs the cancellation, so
   * that the shop could not collect even if it wanted to. CARD_OTHER when another card is held to it.
   */
  'payment/void-with-card': {
    request: { readonly id: Hex } & Approved
    reply: { readonly entry: JournalEntry }
  }
  'payment/stop-waiting': { request: undefined; reply: undefined }
  /** `made`: signed and queued; `asked`: above the caps, waits for the owner. */
  'refund/make': {
    request: { readonly id: Hex; readonly units: bigint; readonly reason: string } & Approved
    reply: { readonly kind: 'made' | 'asked'; readonly entry: JournalEntry }
  }
  /** The owner's word on a refund that waits. */
  'refund/decide': {
    request: { readonly ask: number; readonly approve: boolean } & Approved
    reply: { readonly entry: JournalEntry }
  }
  /** What the refund wallet may still give today and holds on the chain; null where there is none. */
  'refund/wallet': { request: undefined; reply: RefundWallet | null }
}

export interface RefundWallet {
  readonly address: Hex
  /** Of one refund, and what is left of today's sum, in units of the token. */
  readonly maxUnits: bigint
  readonly leftToday: bigint
  /** On the chain, when it was last seen; null before. */
  readonly balance: bigint | null
}

export interface StaffEvents {
  'staff/changed': StaffState
  'till/changed': Till
}

export interface ReturnEvents {
  /** Whoever asked for a void with the customer's card may have it: from now on the card is waited for. */
  'payment/void-allowed': { readonly id: Hex }
}

export interface RateEvents {
  'rate/changed': RateState
}

/** What a sale may carry beside its amount; main checks that it adds up and that the rate is one it gave. */
export interface SaleOrder {
  readonly order?: Order | undefined
  /** Id of the station's product that the order is for. */
  readonly product?: string | undefined
}

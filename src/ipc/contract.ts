import type { ChainHead, EndpointHealth } from '../chain/port.ts'
import type { PrintOutcome } from '../device/printer.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { Closure } from '../fleet/closure.ts'
import type { JournalEntry } from '../journal/entry.ts'
import type { Language } from '../language.ts'
import type { Asset } from '../money/asset.ts'
import type { PriceList } from '../order/price-list.ts'
import type { Address } from '../payment/address.ts'
import type { Hex } from '../payment/hex.ts'
import type { JournaledPayment } from '../payment/record.ts'
import type { Summary } from '../payment/summary.ts'
import type { Failure, Result } from '../result.ts'
import type { OverrideReason } from '../risk/override.ts'
import type { RiskState } from '../risk/why.ts'
import type { MaintenanceChannels, MaintenanceEvents } from './maintenance.ts'
import type { SetupChannels } from './setup.ts'
import type { StationChannels } from './station.ts'
import type {
  RateChannels,
  RateEvents,
  ReturnChannels,
  ReturnEvents,
  SaleOrder,
  StaffChannels,
  StaffEvents,
} from './till.ts'

/** What the renderer must know to start; nothing here is a secret and nothing can be changed by it. */
export interface TerminalInfo {
  readonly shop: string
  readonly till: number
  readonly language: Language
  readonly asset: Asset
  readonly maxUnits: bigint
  /** What people see; absent: a counter. */
  readonly face?: 'counter' | 'station'
  /** Null: amounts are typed in the token, and there is nothing else to sell by. */
  readonly prices: PriceList | null
  /** Whether people sign in, and sell in shifts. */
  readonly staffed: boolean
  /** In what the cash of a shift is counted; null where none is. */
  readonly cash: Asset | null
  readonly batchSize: number
  readonly probeEveryMs: number
  /** How long before a payment expires it raises the alarm. */
  readonly alarmMs: number
  /** Null: in service. */
  readonly closed: Closure | null
  /** Where the journal stands; the queue catches up to it, or is rebuilt from it. */
  readonly journal: { readonly epoch: Hex; readonly seq: number; readonly summary: Summary }
}

export type DeviceState =
  /** The configuration names none. */
  | { readonly kind: 'unused' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready'; readonly paperNearEnd?: boolean }
  | { readonly kind: 'fault'; readonly code: ErrorCode }

export interface DeviceStates {
  readonly reader: DeviceState
  readonly printer: DeviceState
  readonly scanner: DeviceState
  readonly display: DeviceState
}

/** How the gas key stands. `passphrase-needed`: the system has no keyring that deserves the name. */
export type KeyState = 'ready' | 'passphrase-needed' | 'new-passphrase-needed'

/** True progress of a tap; the ring on the screen shows it. */
export type TapStage = 'found' | 'checked' | 'signing'

export interface ChainStatus {
  readonly head: ChainHead
  /** About how many payments the gas account can still settle; null while the key is locked. */
  readonly gasPayments: number | null
  /** The gas account, for whoever sends it money; null while the key is locked. */
  readonly gasAccount: Address | null
  /** Seconds by which the terminal's clock is ahead of the network's, when that is too much; else null. */
  readonly clockAheadBy: number | null
  readonly endpoints: readonly EndpointHealth[]
  /** Payments refused for lack of funds that their payers can pay now: due at once. */
  readonly toppedUp: readonly Hex[]
}

/** A rescue file that was written. */
export interface RescueWritten {
  readonly fileName: string
  readonly payments: number
  readonly units: bigint
}

/** What came of a rescue file that was read. */
export interface RescueTaken {
  /** The terminal it is from. */
  readonly terminalId: string
  /** New here, and due from now on. */
  readonly taken: number
  /** Here already. */
  readonly known: number
}

/** What a customer may send on chain to pay the open sale. */
export interface TransferOffer {
  /** EIP-681: the text of the QR code. */
  readonly uri: string
  readonly chainId: number
  readonly payee: Address
  /** The amount with the tail that makes it this sale's own. */
  readonly units: bigint
}

/** Money that arrived and is for no sale: to be given back. */
export interface StrayTransfer {
  readonly payer: Address
  readonly units: bigint
  readonly txHash: Hex
}

interface Sale {
  readonly saleId: string
}

/**
 * Everything the renderer can ask of main: channel → what it sends, what it gets back.
 * No channel takes a payee, a token, a digest or an address to connect to.
 */
export interface Channels
  extends StaffChannels,
    RateChannels,
    ReturnChannels,
    StationChannels,
    MaintenanceChannels,
    SetupChannels {
  'terminal/start': { request: undefined; reply: TerminalInfo }
  'devices/state': { request: undefined; reply: DeviceStates }

  /** Entries after `seq`, oldest first; fewer than asked for only at the end of the journal. */
  'journal/since': { request: { seq: number; limit: number }; reply: readonly JournalEntry[] }
  /**
   * Payments of a queue that is about to be rebuilt: main proves each one that the journal does not
   * have and takes it back. The reply names those that it neither had nor would take.
   */
  'journal/adopt': { request: { payments: JournaledPayment[] }; reply: readonly Hex[] }

  'sale/open': {
    request: { units: bigint } & SaleOrder
    /** `request`: the text of the QR code that a wallet answers; null where wallets cannot pay. */
    reply: { saleId: string; receipt: string; request: string | null }
  }
  /** The next card, a wallet's answer or a transfer on chain: whichever comes first. */
  'sale/await-card': { request: Sale; reply: { payer: Address } }
  /** `signedAt`: when the card's last byte had arrived, in ms since the epoch with fractions. */
  'sale/authorize': { request: Sale; reply: { entry: JournalEntry; signedAt: number } }
  /** Lets the card that a limit has declined pay this one sale. Main checks the sale and the right. */
  'sale/override': {
    request: Sale & { readonly reason: OverrideReason; readonly approvalPin?: string | undefined }
    reply: undefined
  }
  /**
   * The card that was declined with DEBT_OWED pays what it owes: its earlier payments are sent, and nothing new is
   * signed for them. CARD_NO_FUNDS with what is missing; what is written of it main does not tell, as it may outlast
   * the sale.
   */
  'sale/pay-debt': { request: Sale; reply: undefined }
  /** A scanner that types, as a keyboard does, has read this: main knows whether it is an answer. */
  'sale/scanned': { request: Sale & { readonly text: string }; reply: undefined }
  /** False when it is too late: a payment was made, and await-card and authorize tell of it. */
  'sale/close': { request: Sale; reply: boolean }

  'risk/state': { request: undefined; reply: RiskState }

  /**
   * Main knows whether it came out before: then it is a copy, and needs the right to one. STAFF_FORBIDDEN,
   * and what a wrong PIN says.
   */
  'receipt/print': {
    request: { readonly id: Hex; readonly approvalPin?: string | undefined }
    reply: PrintOutcome
  }

  'chain/probe': { request: undefined; reply: ChainStatus }
  /** Dry-runs these payments and signs one batch of those that would pay; `hash` is null when none would. */
  'settlement/prepare': {
    request: { ids: Hex[] }
    reply: { hash: Hex | null; entries: readonly JournalEntry[] }
  }
  'settlement/broadcast': { request: { hash: Hex }; reply: undefined }
  /** Asks the chain about every payment that is on its way; `open` counts those that still are. */
  'settlement/follow': {
    /** Paused: nothing is sent again or outbid. */
    request: { paused: boolean }
    reply: { open: number; entries: readonly JournalEntry[] }
  }
  /** Has parked payments tried again. */
  'settlement/reopen': { request: { ids: Hex[] }; reply: { entries: readonly JournalEntry[] } }

  /** Asks the person for a file, and writes all that waits into it; null when they chose none. */
  'rescue/export': { request: { passphrase: string }; reply: RescueWritten | null }
  /** Asks the person for a file, and takes what is in it; the entries are in the journal. */
  'rescue/import': { request: { passphrase: string }; reply: RescueTaken | null }

  'keys/state': { request: undefined; reply: KeyState }
  'keys/unlock': { request: { passphrase: string }; reply: undefined }
}

export type ChannelName = keyof Channels
export type RequestOf<C extends ChannelName> = Channels[C]['request']
export type ReplyOf<C extends ChannelName> = Channels[C]['reply']

/** What main tells the renderer unasked. */
export interface Events extends StaffEvents, RateEvents, ReturnEvents, MaintenanceEvents {
  'devices/changed': DeviceStates
  /**
   * `tap` counts the sale's calls of await-card from 1: an event may come in after the answer that
   * ended its tap, and must not be taken for the next one's.
   */
  'sale/progress': { readonly saleId: string; readonly tap: number; readonly stage: TapStage }
  /** The chain was reached: who pays this on chain is seen, from now until the sale ends. */
  'sale/transfer': { readonly saleId: string; readonly offer: TransferOffer }
  /** Somebody has paid on chain for a sale that was cancelled, paid otherwise, or paid already. */
  'sale/stray': StrayTransfer
  /** What came cannot pay, and the sale goes on waiting for what can. */
  'sale/notice': { readonly saleId: string; readonly tap: number; readonly code: ErrorCode }
  /** Why nothing can be sold now, as nothing could be stored; null: it can be again. */
  'disk/changed': Failure | null
  /** The operator has taken the terminal out of service; null: it is back. */
  'terminal/closed': Closure | null
  /** Main has written to the journal by itself: the queue should hear of it. */
  'journal/written': undefined
  /** A scanner has read something while no sale was open: perhaps an item's barcode. */
  'sale/item-scanned': { readonly text: string }
}
export type EventName = keyof Events
export const EVENT_NAMES: readonly EventName[] = [
  'devices/changed',
  'sale/progress',
  'sale/notice',
  'sale/transfer',
  'sale/stray',
  'sale/item-scanned',
  'disk/changed',
  'terminal/closed',
  'journal/written',
  'rate/changed',
  'staff/changed',
  'till/changed',
  'payment/void-allowed',
  'service/changed',
  'service/test-step',
]

/** The object that the preload puts on the renderer's window, and all that is on it. */
export interface Bridge {
  call<C extends ChannelName>(channel: C, request: RequestOf<C>): Promise<Result<ReplyOf<C>>>
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
}

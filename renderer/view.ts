import type { PrintOutcome } from '#src/device/printer.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Closure } from '#src/fleet/closure.ts'
import type {
  ChainStatus,
  DeviceStates,
  KeyState,
  RescueTaken,
  RescueWritten,
  StrayTransfer,
  TerminalInfo,
} from '#src/ipc/contract.ts'
import type { MaintenanceEvents } from '#src/ipc/maintenance.ts'
import type { RateState, StaffState } from '#src/ipc/till.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Language } from '#src/language.ts'
import type { Order } from '#src/order/order.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Summary } from '#src/payment/summary.ts'
import type { Trail } from '#src/queue/trail.ts'
import type { Failure, Result } from '#src/result.ts'
import type { OverrideReason } from '#src/risk/override.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import type { Till } from '#src/till/till.ts'
import type { Ask } from './ask.ts'
import type { PaymentHistory } from './queue/payment-history.ts'
import type { StationActions, StationView } from './station-view.ts'

/** All that the screens know of the terminal, and all that they can ask of it. No function needs its `this`. */
export interface TerminalView {
  subscribe(listener: () => void): () => void
  /** The same object until something changed. */
  getSnapshot(): Snapshot
  /** What may be lost with it, and no harm is done. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** Asks main on the channels of the areas whose screens need nothing else. */
  readonly ask: Ask
  /** What main says unasked to the technician's screens. Returns the function that stops listening. */
  onService<E extends keyof MaintenanceEvents>(
    event: E,
    listener: (payload: MaintenanceEvents[E]) => void,
  ): () => void

  /** `order`: what it is for; main checks that it comes to so many units of the token. */
  charge(units: bigint, order?: Order): void
  cancel(): void
  anotherCard(): void
  /** Lets the card that a limit has declined pay this sale all the same, by somebody with the right to. */
  override(reason: OverrideReason, approvalPin?: string): Promise<Result<undefined>>
  /** Has what the declined card owes paid; then that card is waited for again. */
  payDebt(): Promise<Result<undefined>>
  /** A scanner that types, as a keyboard does, has read a code of ours. */
  scanned(text: string): void
  /** A scanner has read something while no sale was open. Returns the function that stops listening. */
  onItemScanned(listener: (text: string) => void): () => void
  /** A void with the customer's card is allowed, and waits for that card. Returns the function that stops listening. */
  onVoidAllowed(listener: (id: Hex) => void): () => void
  /** Back to the counter from any result. */
  newSale(): void
  /** Of what was sold: a copy, where it came out before, and that needs the right to one. */
  reprint(id: Hex, approvalPin?: string): Promise<Result<PrintOutcome>>
  sendNow(): void
  /** Nothing is signed or sent while settling is paused; what is on its way is still followed. */
  setPaused(paused: boolean): void
  /** Has a parked payment tried again. */
  reopen(id: Hex): void
  /** Writes all that waits into a file that the person chooses; null when they chose none. */
  exportRescue(passphrase: string): Promise<Result<RescueWritten | null>>
  importRescue(passphrase: string): Promise<Result<RescueTaken | null>>
  /** All payments, as far back as there are any. */
  readonly history: PaymentHistory
  /** An entry that main wrote because a screen asked: resolves when the queue has it. */
  took(entry: JournalEntry): Promise<void>
  dismissRestored(): void
  /** The first stray transfer was read. */
  dismissStray(): void
  setLanguage(language: Language): void
  /** Unlocks the gas key, or makes its first passphrase; null when that worked. */
  unlock(passphrase: string): Promise<Failure | null>
  /** What passengers do at a station kiosk; at a counter nobody does any of it. */
  readonly station: StationActions
}

export type Snapshot = StartingSnapshot | OutOfServiceSnapshot | ReadySnapshot

export interface StartingSnapshot {
  readonly phase: 'starting'
  readonly language: Language
  /** `restoring`: the queue is being rebuilt from the journal, `restored` of `total` payments so far. */
  readonly step: 'opening' | 'restoring'
  readonly restored: number
  readonly total: number
}

export interface OutOfServiceSnapshot {
  readonly phase: 'out-of-service'
  readonly language: Language
  readonly code: ErrorCode
  /** For the phone call, not for the customer: shown small. */
  readonly detail?: string
}

export interface ReadySnapshot {
  readonly phase: 'ready'
  readonly language: Language
  readonly info: TerminalInfo
  readonly flow: SaleFlow
  readonly network: NetworkState
  readonly devices: DeviceStates
  readonly key: KeyState
  readonly queue: QueueView
  /** While batches are being sent: how many payments of this round are through. */
  readonly settling: { readonly done: number; readonly of: number } | null
  /** Why nothing is sent although the network is there; null when nothing hinders it. */
  readonly held: ErrorCode | null
  /** A person has paused settling. It outlives a restart. */
  readonly paused: boolean
  /** A payment that was stored just before the last stop, with nobody told. */
  readonly restoredNotice: { readonly receipt: string; readonly units: bigint } | null
  /** Money that customers sent on chain for no open sale, the oldest first: to be given back. */
  readonly strays: readonly StrayTransfer[]
  /** Why nothing is sold, as nothing could be stored; null or absent: it could. */
  readonly unstorable?: Failure | null
  /** The operator has taken the terminal out of service; null: it is in service. */
  readonly closed: Closure | null
  /** How prices become token amounts now. */
  readonly rate: RateState
  readonly staff: StaffState
  /** The open shift, and the refunds that wait for the owner. */
  readonly till: Till
  /** Only where the face is a station's. */
  readonly station?: StationView
  /** Milliseconds since the epoch; the clock in the top bar. */
  readonly now: number
}

export interface QueueView {
  readonly summary: Summary
  /** Newest first: those that wait and those that are parked, as far as they fit, and the last of the rest. */
  readonly recent: readonly ListedPayment[]
  /** Unix seconds after which the first unpaid payment can no longer be collected. */
  readonly earliestDeadline: number | null
  /** Unpaid payments that expire within the alarm's time. */
  readonly expiring: number
}

export interface ListedPayment extends Payment {
  /** When a refused payment is tried again, ms since the epoch; 0 for at once. */
  readonly retryAt: number
  /** When it was sent, confirmed and settled, and who turned it back; only where one payment is looked at. */
  readonly trail?: Trail | undefined
}

export type NetworkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online'; readonly status: ChainStatus }
  | { readonly kind: 'offline' }
  | { readonly kind: 'fault'; readonly code: ErrorCode }

import type { Failure } from '../result.ts'

/** Why a version that is ready is not started at this moment, the more important first. */
export type WaitReason =
  | 'sale' // somebody pays, or a payment is being stored
  | 'broadcast' // a payment is on its way to the chain and not final
  | 'closing' // a shift is being closed, money is given back, or a paper is printed
  | 'technician' // somebody works on the terminal
  | 'person' // somebody touched it a moment ago

export type UpdateStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  /** It is out, but first for other terminals. */
  | { readonly kind: 'staged' }
  | { readonly kind: 'downloading'; readonly percent: number }
  | { readonly kind: 'unpacking' }
  | { readonly kind: 'waiting'; readonly reason: WaitReason }
  | { readonly kind: 'restarting' }

/** What a technician sees of updates. */
export interface UpdateState {
  readonly installed: string
  /** Newer than the installed one, and signed; null when none is known. */
  readonly available: string | null
  readonly step: UpdateStep
  /** When the operator's server last answered, ms since the epoch; null before that. */
  readonly checkedAt: number | null
  /** Why the newest is refused, or cannot be asked for. */
  readonly fault: Failure | null
  /** The version that was left because it did not pass its self-test. */
  readonly rolledBack: { readonly version: string; readonly why: string } | null
}

import type { GasAccount, SettlementChain } from '#src/chain/port.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { GasMeter } from './gas-meter.ts'

/** When a payment is final, and when it becomes urgent. */
export interface SettlementPolicy {
  /** Blocks on top of a payment's own, itself counted. */
  readonly confirmations: number
  /** `finalized`: the chain's own word counts instead. */
  readonly finality: 'confirmations' | 'finalized'
  /** How long before its end a payment is sent at any fee. */
  readonly alarmMs: number
}

/** What it uses of a ledger: a terminal's own journal, or a settler's over a stream. */
export interface SettlementLedger
  extends Pick<Ledger, 'payment' | 'batch' | 'batches' | 'onTheirWay' | 'returns' | 'record'> {
  readonly riders: Pick<Ledger['riders'], 'debtsOf' | 'debtors'>
  readonly exposure: Pick<Ledger['exposure'], 'of'>
}

export interface SettlementParts {
  readonly ledger: SettlementLedger
  readonly chain: SettlementChain
  readonly gasAccount: () => Result<GasAccount, 'KEY_LOCKED'>
  /** Gas accounts from before the key was changed, as far as their keys are open. */
  readonly earlierAccounts?: () => readonly GasAccount[]
  readonly policy: SettlementPolicy
  readonly clock: Clock
  /** Somebody is about to take it back: it is put into no batch meanwhile. */
  readonly isHeld?: (id: Hex) => boolean
}

export interface SettlementDeps extends SettlementParts {
  readonly gasMeter: GasMeter
}

/** Sends a journaled batch, named by its transaction's hash. */
export type Broadcast = (hash: Hex) => Promise<Result<undefined>>

/** `hash` is null when none of the payments would be paid now. */
export type Prepared = Result<{ hash: Hex | null; entries: JournalEntry[] }>

/** `open` counts the payments that are still on their way. */
export type Followed = Result<{ open: number; entries: JournalEntry[] }>

export type Reopened = Result<{ entries: JournalEntry[] }>

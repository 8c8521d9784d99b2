import type { GasAccount, SettlementChain } from '#src/chain/port.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'

export interface SettlementDeps {
  readonly ledger: Ledger
  readonly chain: SettlementChain
  readonly gasAccount: () => Result<GasAccount, 'KEY_LOCKED'>
  readonly confirmations: number
  readonly clock: Clock
}

/** Sends a journaled batch, named by its transaction's hash. */
export type Broadcast = (hash: Hex) => Promise<Result<undefined>>

/** `hash` is null when none of the payments would be paid now. */
export type Prepared = Result<{ hash: Hex | null; entries: JournalEntry[] }>

/** `open` counts the payments that are still on their way. */
export type Followed = Result<{ open: number; entries: JournalEntry[] }>

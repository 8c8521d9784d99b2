import type { Ledger } from '#main/ledger/ledger.ts'
import type { SettlementChain } from '#src/chain/port.ts'

/** Stands between the program and everything outside it, and can end the program there. */
export interface Tripwire {
  step<T>(effect: () => Promise<T>): Promise<T>
}

/** The process is gone: nothing after this runs. */
export class Crash extends Error {}

export const NO_TRIPWIRE: Tripwire = { step: (effect) => effect() }

/** Crashes at the `nth` effect, `before` it takes place or `after` it, when its answer is lost. */
export function crashAt(
  nth: number,
  when: 'before' | 'after',
): Tripwire & { readonly crashed: () => boolean } {
  let count = 0
  return {
    crashed: () => count >= nth,
    async step(effect) {
      count += 1
      if (count > nth || (count === nth && when === 'before')) throw new Crash()
      const done = await effect()
      if (count === nth) throw new Crash()
      return done
    },
  }
}

export const wiredLedger = (ledger: Ledger, { step }: Tripwire): Ledger => ({
  ...ledger,
  record: (fact) => step(() => ledger.record(fact)),
})

export const wiredChain = (chain: SettlementChain, { step }: Tripwire): SettlementChain => ({
  head: () => step(() => chain.head()),
  endpoints: () => chain.endpoints(),
  finalizedHeight: () => step(() => chain.finalizedHeight()),
  gasBalance: (owner) => step(() => chain.gasBalance(owner)),
  minedNonce: (owner) => step(() => chain.minedNonce(owner)),
  dryRun: (payments) => step(() => chain.dryRun(payments)),
  signBatch: (payments, gas, lane) => step(() => chain.signBatch(payments, gas, lane)),
  broadcast: (raw) => step(() => chain.broadcast(raw)),
  outcome: (hash, payments) => step(() => chain.outcome(hash, payments)),
  fate: (payment, fromBlock) => step(() => chain.fate(payment, fromBlock)),
  blockHashAt: (number) => step(() => chain.blockHashAt(number)),
})

import type { Ledger } from '#main/ledger/ledger.ts'
import type { SettlementChain } from '#src/chain/port.ts'

/** Stands between the program and everything outside it, and can end the program there. */
export interface Tripwire {
  /** Something that changes the world outside: a line of the journal, a broadcast. */
  step<T>(effect: () => Promise<T>): Promise<T>
  /** A question, which changes nothing. */
  question<T>(ask: () => Promise<T>): Promise<T>
}

/** The process is gone: nothing after this runs. */
export class Crash extends Error {}

export const NO_TRIPWIRE: Tripwire = { step: (effect) => effect(), question: (ask) => ask() }

/** Crashes at the `nth` effect, `before` it takes place or `after` it, when its answer is lost. */
export function crashAt(
  nth: number,
  when: 'before' | 'after',
): Tripwire & { readonly crashed: () => boolean } {
  let count = 0
  async function step<T>(effect: () => Promise<T>): Promise<T> {
    count += 1
    if (count > nth || (count === nth && when === 'before')) throw new Crash()
    const done = await effect()
    if (count === nth) throw new Crash()
    return done
  }
  return { crashed: () => count >= nth, step, question: step }
}

/**
 * Counts changes only, and crashes right after the `nth` of them from now on once it is armed.
 * Between two changes it makes no difference when the program dies.
 */
export function changesWire(): Tripwire & { arm(nth: number): void; changes(): number } {
  let count = 0
  let last = Number.POSITIVE_INFINITY
  return {
    arm(nth) {
      last = count + nth
    },
    changes: () => count,
    async step(effect) {
      if (count >= last) throw new Crash()
      count += 1
      const done = await effect()
      if (count >= last) throw new Crash()
      return done
    },
    async question(ask) {
      if (count >= last) throw new Crash()
      return ask()
    },
  }
}

export const wiredLedger = (ledger: Ledger, { step }: Tripwire): Ledger => ({
  ...ledger,
  record: (fact) => step(() => ledger.record(fact)),
})

export const wiredChain = (chain: SettlementChain, { step, question }: Tripwire): SettlementChain => ({
  head: () => question(() => chain.head()),
  endpoints: () => chain.endpoints(),
  finalizedHeight: () => question(() => chain.finalizedHeight()),
  gasBalance: (owner) => question(() => chain.gasBalance(owner)),
  tokenBalance: (owner) => question(() => chain.tokenBalance(owner)),
  minedNonce: (owner) => question(() => chain.minedNonce(owner)),
  dryRun: (payments) => question(() => chain.dryRun(payments)),
  signBatch: (payments, gas, lane) => question(() => chain.signBatch(payments, gas, lane)),
  broadcast: (raw) => step(() => chain.broadcast(raw)),
  outcome: (hash, payments) => question(() => chain.outcome(hash, payments)),
  fate: (payment, fromBlock) => question(() => chain.fate(payment, fromBlock)),
  transfersTo: (payee, blocks) => question(() => chain.transfersTo(payee, blocks)),
  transfersBy: (hash, payee) => question(() => chain.transfersBy(hash, payee)),
  blockHashAt: (number) => question(() => chain.blockHashAt(number)),
})

import type { ChainHead, GasAccount } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Cancellation } from '#src/payment/cancellation.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { SettlementDeps, SettlementLedger } from './deps.ts'
import { freeNonce } from './slots.ts'
import { submittedFact } from './submitted-fact.ts'
import { type Watched, watchedOf } from './void-watch.ts'

/** A cancellation, and the voided payment that it is of. */
export interface CancellationOf extends Cancellation {
  readonly id: Hex
}

export const cancellationOf = ({ payment, cancellation }: Watched): CancellationOf[] => {
  const { from: authorizer, nonce } = payment.authorization
  return cancellation === null ? [] : [{ id: payment.id, authorizer, nonce, signature: cancellation }]
}

/** Those of a batch that are still of use. */
export function cancellationsIn(ledger: SettlementLedger, ids: readonly Hex[]): CancellationOf[] {
  const wanted = new Set(ids)
  return ledger
    .returns()
    .voids.filter(({ id }) => wanted.has(id))
    .flatMap((each) => watchedOf(ledger, each) ?? [])
    .flatMap(cancellationOf)
}

/** Those that the token would take now: gas is not burnt again and again for one that it refuses. */
export async function payableCancellations(
  { chain }: Pick<SettlementDeps, 'chain'>,
  cancellations: readonly CancellationOf[],
): Promise<CancellationOf[]> {
  if (cancellations.length === 0) return []
  const verdicts = await chain.dryRun(cancellations)
  return verdicts.ok ? cancellations.filter((_, i) => verdicts.value[i] === undefined) : []
}

/** One signed batch of them, at the next free nonce of the account; no fact where that cannot be done now. */
export async function signCancellations(
  deps: SettlementDeps,
  cancellations: readonly CancellationOf[],
  { account, mined, head }: { account: GasAccount; mined: number; head: ChainHead },
): Promise<Fact[]> {
  const { ledger, chain } = deps
  const items = await payableCancellations(deps, cancellations)
  if (items.length === 0) return []
  const accountNonce = freeNonce(ledger, account.address, mined)
  const signed = await chain.signBatch(items, account, { accountNonce })
  if (!signed.ok) return []
  const cancels = items.map(({ id }) => id)
  return [submittedFact(signed.value, { account, accountNonce, payments: [], cancels, head })]
}

import type { ChainHead, GasAccount } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import { ok, type Result } from '#src/result.ts'
import { cancellationsIn, payableCancellations } from './cancellations.ts'
import type { SettlementDeps } from './deps.ts'
import { newestOf, type Slot } from './slots.ts'
import { submittedFact } from './submitted-fact.ts'
import { isUrgent } from './urgent.ts'

/**
 * Outbids a stuck transaction at its own nonce, with those of its payments that the chain would
 * still pay, or its cancellations; with none left, by one that only frees the lane. No fact when that
 * cannot be done now: the old bytes are sent again meanwhile.
 */
export async function replaceStuck(
  deps: SettlementDeps,
  slot: Slot,
  account: GasAccount,
  head: ChainHead,
): Promise<Result<Fact[]>> {
  const { ledger, chain, policy, gasMeter } = deps
  const verdicts =
    slot.payments.length > 0 ? await chain.dryRun(slot.payments, gasMeter.perPayment()) : ok([])
  if (!verdicts.ok) return verdicts
  const payable = slot.payments.filter((_, i) => verdicts.value[i] === undefined)
  const atAnyFee = payable.some((payment) => isUrgent(payment, head, policy))
  const { cancels: before = [] } = newestOf(slot)
  const cancels = await payableCancellations(deps, cancellationsIn(ledger, before))
  const items = cancels.length > 0 ? cancels : payable
  const signed = await chain.signBatch(items, account, {
    accountNonce: slot.accountNonce,
    replaces: newestOf(slot).raw,
    atAnyFee,
  })
  if (!signed.ok) return ok([])
  const place = { account, accountNonce: slot.accountNonce, payments: payable, head }
  return ok([submittedFact(signed.value, { ...place, cancels: cancels.map(({ id }) => id) })])
}

/** Uses up a nonce that nothing of ours has: everything behind it would wait for ever. */
export async function fillGap(
  { chain }: SettlementDeps,
  accountNonce: number,
  account: GasAccount,
  head: ChainHead,
): Promise<Result<Fact[]>> {
  const signed = await chain.signBatch([], account, { accountNonce })
  return signed.ok ? ok([submittedFact(signed.value, { account, accountNonce, payments: [], head })]) : ok([])
}

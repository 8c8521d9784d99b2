import type { ChainHead, GasAccount } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import { ok, type Result } from '#src/result.ts'
import type { SettlementDeps } from './deps.ts'
import { newestOf, type Slot } from './slots.ts'
import { submittedFact } from './submitted-fact.ts'
import { isUrgent } from './urgent.ts'

/**
 * Outbids a stuck transaction at its own nonce, with those of its payments that the chain would
 * still pay; with none left, by one that pays nobody and only frees the lane. No fact when that
 * cannot be done now: the old bytes are sent again meanwhile.
 */
export async function replaceStuck(
  { chain, policy, gasMeter }: SettlementDeps,
  slot: Slot,
  account: GasAccount,
  head: ChainHead,
): Promise<Result<Fact[]>> {
  const verdicts =
    slot.payments.length > 0 ? await chain.dryRun(slot.payments, gasMeter.perPayment()) : ok([])
  if (!verdicts.ok) return verdicts
  const payable = slot.payments.filter((_, i) => verdicts.value[i] === undefined)
  const atAnyFee = payable.some((payment) => isUrgent(payment, head, policy))
  const signed = await chain.signBatch(payable, account, {
    accountNonce: slot.accountNonce,
    replaces: newestOf(slot).raw,
    atAnyFee,
  })
  if (!signed.ok) return ok([])
  return ok([
    submittedFact(signed.value, { account, accountNonce: slot.accountNonce, payments: payable, head }),
  ])
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

import type { GasAccount, Verdict } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { isDue } from '#src/payment/states.ts'
import { ok, type Result } from '#src/result.ts'
import type { Prepared, SettlementDeps } from './deps.ts'
import { factWriter } from './fact-writer.ts'
import { verdictFacts } from './verdicts.ts'

/** Signs and journals one batch of those payments that the chain would pay now. */
export async function prepareBatch(deps: SettlementDeps, ids: readonly Hex[]): Promise<Prepared> {
  const { ledger, chain } = deps
  const account = deps.gasAccount()
  if (!account.ok) return account
  const head = await chain.head()
  if (!head.ok) return head

  const writer = factWriter(ledger)
  const due = [...new Set(ids)].flatMap((id) => ledger.payment(id) ?? []).filter((p) => isDue(p.state))
  const payable = await leaveOutRefused(deps, due, writer.write)
  if (!payable.ok) return payable
  if (payable.value.length === 0) return ok({ hash: null, entries: writer.entries })

  const accountNonce = await nextAccountNonce(deps, account.value)
  if (!accountNonce.ok) return accountNonce
  const signed = await chain.signBatch(payable.value, account.value, {
    accountNonce: accountNonce.value,
  })
  if (!signed.ok) return signed
  const written = await writer.write([
    {
      type: 'submitted',
      batch: {
        ...signed.value,
        account: account.value.address,
        accountNonce: accountNonce.value,
        payments: payable.value.map((payment) => payment.id),
        signedAtBlock: head.value.blockNumber,
      },
    },
  ])
  return written.ok ? ok({ hash: signed.value.hash, entries: writer.entries }) : written
}

/**
 * Dry-runs the whole batch again and again without those that would fail, until every one left
 * would be paid: dropping one can change what another would do. One bad payment holds up nobody.
 */
async function leaveOutRefused(
  deps: SettlementDeps,
  due: Payment[],
  write: (facts: readonly Fact[]) => Promise<Result<undefined>>,
): Promise<Result<Payment[]>> {
  let batch = due
  while (batch.length > 0) {
    const verdicts = await deps.chain.dryRun(batch)
    if (!verdicts.ok) return verdicts
    const bad = new Map<Payment, Verdict>()
    for (const [i, payment] of batch.entries()) {
      const verdict = verdicts.value[i]
      if (verdict) bad.set(payment, verdict)
    }
    if (bad.size === 0) break
    const facts = await verdictFacts(deps, bad)
    if (!facts.ok) return facts
    const written = await write(facts.value)
    if (!written.ok) return written
    batch = batch.filter((payment) => !bad.has(payment))
  }
  return ok(batch)
}

/**
 * The first account nonce that no transaction of ours may still use. The first, not the highest:
 * when a reorganisation frees one below a pending batch, that batch waits until it is taken.
 */
async function nextAccountNonce(
  { ledger, chain }: SettlementDeps,
  account: GasAccount,
): Promise<Result<number>> {
  const mined = await chain.minedNonce(account.address)
  if (!mined.ok) return mined
  const taken = new Set(
    ledger
      .onTheirWay()
      .filter(mayLand)
      .flatMap((payment) => (payment.batch && ledger.batch(payment.batch)) ?? [])
      .filter((batch) => batch.account === account.address)
      .map((batch) => batch.accountNonce),
  )
  let next = mined.value
  while (taken.has(next)) next += 1
  return ok(next)
}

/** Its batch is pending, or mined and not yet final: a reorganisation makes it pending again. */
const mayLand = ({ state, batch, proof }: Payment): boolean =>
  state === 'submitted' || proof?.txHash === batch

import type { ChainHead, GasAccount, SignedTransaction, Verdict } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isSigned, type Payment, type SignedPayment } from '#src/payment/record.ts'
import { isDue } from '#src/payment/states.ts'
import { ok, type Result } from '#src/result.ts'
import { paymentsWithin } from '../chain/gas.ts'
import { MOST_GAS } from '../chain/transaction.ts'
import type { Prepared, SettlementDeps } from './deps.ts'
import { factWriter } from './fact-writer.ts'
import { freeNonce } from './slots.ts'
import { submittedFact } from './submitted-fact.ts'
import { isUrgent } from './urgent.ts'
import { verdictFacts } from './verdicts.ts'

/** Signs and journals one batch of those payments that the chain would pay now. */
export async function prepareBatch(deps: SettlementDeps, ids: readonly Hex[]): Promise<Prepared> {
  const { ledger, chain } = deps
  // All in other hands for now: that needs no key and no chain.
  if (ids.length > 0 && !ids.some((id) => isToGo(deps, ledger.payment(id))))
    return ok({ hash: null, entries: [] })
  const account = deps.gasAccount()
  if (!account.ok) return account
  const [head, mined] = await Promise.all([chain.head(), chain.minedNonce(account.value.address)])
  if (!head.ok) return head
  if (!mined.ok) return mined

  const writer = factWriter(ledger)
  const first = firstToGo(deps, ids, head.value)
  const payable = await leaveOutRefused(deps, first, writer.write)
  if (!payable.ok) return payable
  const stillDue = payable.value.filter(({ id }) => isToGo(deps, ledger.payment(id)))
  if (stillDue.length === 0) return ok({ hash: null, entries: writer.entries })

  const accountNonce = freeNonce(ledger, account.value.address, mined.value)
  const signed = await signAffordable(deps, stillDue, {
    account: account.value,
    accountNonce,
    head: head.value,
  })
  if (!signed.ok) return signed
  const { transaction, payments } = signed.value
  // One was taken back while the batch was signed: its bytes are dropped, and the next call signs others.
  if (!payments.every(({ id }) => isToGo(deps, ledger.payment(id))))
    return ok({ hash: null, entries: writer.entries })
  if (transaction.gasNeeded !== null) deps.gasMeter.note(transaction.gasNeeded, payments.length)
  const place = { account: account.value, accountNonce, payments, head: head.value }
  const written = await ledger.record(submittedFact(transaction, place))
  if (written.ok) return ok({ hash: transaction.hash, entries: [...writer.entries, written.value] })
  // The void was written first: the ledger takes no batch with it, and what is not in the ledger is not sent.
  const isOvertaken = payments.some(({ id }) => !isToGo(deps, ledger.payment(id)))
  return isOvertaken ? ok({ hash: null, entries: writer.entries }) : written
}

/** Free to be sent, and nobody is about to take it back. Money goes back when what it is of is here for good. */
const isToGo = ({ ledger, isHeld }: SettlementDeps, payment: Payment | undefined): boolean =>
  payment !== undefined &&
  isDue(payment.state) &&
  !isHeld?.(payment.id) &&
  (payment.returns === undefined || ledger.payment(payment.returns)?.state === 'settled')

/** The due ones among them, earliest end first, as many as one transaction may hold on this chain. */
function firstToGo(deps: SettlementDeps, ids: readonly Hex[], head: ChainHead): SignedPayment[] {
  const { ledger, gasMeter } = deps
  const halfBlock = head.gasLimit / 2n
  const most = paymentsWithin(halfBlock < MOST_GAS ? halfBlock : MOST_GAS, gasMeter.perPayment())
  return [...new Set(ids)]
    .flatMap((id) => ledger.payment(id) ?? [])
    .filter(isSigned)
    .filter((payment) => isToGo(deps, payment))
    .sort((a, b) => a.authorization.validBefore - b.authorization.validBefore)
    .slice(0, most)
}

/**
 * Dry-runs the whole batch again and again without those that would fail, until every one left
 * would be paid: dropping one can change what another would do. One bad payment holds up nobody.
 */
async function leaveOutRefused(
  deps: SettlementDeps,
  due: SignedPayment[],
  write: (facts: readonly Fact[]) => Promise<Result<undefined>>,
): Promise<Result<SignedPayment[]>> {
  let batch = due
  while (batch.length > 0) {
    const verdicts = await verdictsOn(deps, batch)
    if (!verdicts.ok) return verdicts
    const bad = verdicts.value
    if (bad.size === 0) break
    const refused = batch.length > 1 ? await refusedAlone(deps, bad) : ok(bad)
    if (!refused.ok) return refused
    const facts = await verdictFacts(deps, refused.value)
    if (!facts.ok) return facts
    const written = await write(facts.value)
    if (!written.ok) return written
    const company = batch.filter((payment) => !bad.has(payment))
    const spoiled = batch.filter((payment) => bad.has(payment) && !refused.value.has(payment))
    // With the culprit gone, those it spoiled are tried again; with none found, they wait for a batch of their own.
    batch =
      refused.value.size > 0 ? [...company, ...spoiled] : company.length > 0 ? company : spoiled.slice(0, 1)
  }
  return ok(batch)
}

async function verdictsOn(
  { chain, gasMeter }: SettlementDeps,
  batch: SignedPayment[],
): Promise<Result<Map<SignedPayment, Verdict>>> {
  const verdicts = await chain.dryRun(batch, gasMeter.perPayment())
  if (!verdicts.ok) return verdicts
  const bad = new Map<SignedPayment, Verdict>()
  for (const [i, payment] of batch.entries()) {
    const verdict = verdicts.value[i]
    if (verdict) bad.set(payment, verdict)
  }
  return ok(bad)
}

/** What a token also says when there is not enough gas left to look at a signature. */
const FOR_WANT_OF_GAS: ReadonlySet<Verdict> = new Set(['PAYMENT_REVERTED', 'AUTHORIZATION_INVALID'])

/**
 * A refusal may be a neighbour's fault: a contract wallet can burn the gas of everybody behind it.
 * A payment that is refused as for want of gas is asked about alone before that counts.
 */
async function refusedAlone(
  deps: SettlementDeps,
  bad: ReadonlyMap<SignedPayment, Verdict>,
): Promise<Result<Map<SignedPayment, Verdict>>> {
  const refused = new Map<SignedPayment, Verdict>()
  for (const [payment, verdict] of bad) {
    const alone = FOR_WANT_OF_GAS.has(verdict) ? await verdictsOn(deps, [payment]) : ok(bad)
    if (!alone.ok) return alone
    const certain = alone.value.get(payment)
    if (certain) refused.set(payment, certain)
  }
  return ok(refused)
}

interface Place {
  readonly account: GasAccount
  readonly accountNonce: number
  readonly head: ChainHead
}

interface SignedBatch {
  readonly transaction: SignedTransaction
  readonly payments: readonly SignedPayment[]
}

/**
 * As many of the payments as the account can pay for and nodes will take, those that end first
 * before all. When fees are above the limit, only those go whose time is up.
 */
async function signAffordable(
  { chain, gasMeter, policy }: SettlementDeps,
  payable: readonly SignedPayment[],
  { account, accountNonce, head }: Place,
): Promise<Result<SignedBatch>> {
  const gasPerPayment = gasMeter.perPayment()
  const measured = gasPerPayment === undefined ? {} : { gasPerPayment }
  let payments = payable
  let atAnyFee = false
  for (;;) {
    const signed = await chain.signBatch(payments, account, { accountNonce, atAnyFee, ...measured })
    if (signed.ok) return ok({ transaction: signed.value, payments })
    const { code } = signed.error
    if (code === 'FEES_TOO_HIGH') {
      payments = payments.filter((payment) => isUrgent(payment, head, policy))
      atAnyFee = true
    } else if (code === 'GAS_TOO_LOW' || code === 'BATCH_TOO_LARGE')
      payments = payments.slice(0, Math.floor(payments.length / 2))
    else return signed
    if (payments.length === 0) return signed
  }
}

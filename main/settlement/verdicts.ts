import type { AuthorizationFate, Verdict } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Proof, SignedPayment } from '#src/payment/record.ts'
import { type Failure, ok, type Result } from '#src/result.ts'
import type { SettlementDeps } from './deps.ts'

/**
 * Verdicts that a payment may also get when it was paid before: of a used authorization only its
 * logs tell for whom, and the token looks at its block list and at the time first.
 */
const MAY_BE_PAID: ReadonlySet<Verdict> = new Set([
  'AUTHORIZATION_SPENT',
  'AUTHORIZATION_EXPIRED',
  'ACCOUNT_BLOCKED',
])

/** What the chain's refusals mean for payments of which no transaction is under way. */
export async function verdictFacts(
  { chain }: Pick<SettlementDeps, 'chain'>,
  verdicts: ReadonlyMap<SignedPayment, Verdict>,
): Promise<Result<Fact[]>> {
  const proofs: { id: Hex; proof: Proof }[] = []
  const refusals: { id: Hex; code: Verdict }[] = []
  const expired: Hex[] = []
  for (const [payment, verdict] of verdicts) {
    if (!MAY_BE_PAID.has(verdict)) {
      refusals.push({ id: payment.id, code: verdict })
      continue
    }
    const fate = await chain.fate(payment, 0)
    if (!fate.ok && !refusesSearch(fate.error)) return fate
    const kind = fate.ok ? fate.value.kind : 'unknown'
    if (fate.ok && fate.value.kind === 'paid') proofs.push({ id: payment.id, proof: fate.value.proof })
    else if (fate.ok && verdict === 'AUTHORIZATION_EXPIRED') expired.push(payment.id)
    else refusals.push({ id: payment.id, code: codeOf(verdict, kind) })
  }
  return ok(factsOf(proofs, refusals, expired))
}

/** Only its own logs say that an authorization went elsewhere; while nodes disagree, it is asked about again. */
const codeOf = (verdict: Verdict, fate: AuthorizationFate['kind'] | 'unknown'): Verdict =>
  verdict === 'AUTHORIZATION_SPENT' && fate !== 'spent' ? 'PAYMENT_REVERTED' : verdict

/**
 * Some nodes search only so many blocks of logs. The payment is kept as refused and asked about
 * again later; it must not hold up the others.
 */
const refusesSearch = ({ code }: Failure): boolean => code === 'RPC_REFUSED' || code === 'RPC_ANSWER_INVALID'

function factsOf(
  proofs: { id: Hex; proof: Proof }[],
  refusals: { id: Hex; code: Verdict }[],
  expired: Hex[],
): Fact[] {
  const facts: Fact[] = []
  if (proofs.length > 0) facts.push({ type: 'confirmed', proofs })
  if (refusals.length > 0) facts.push({ type: 'refused', refusals })
  if (expired.length > 0) facts.push({ type: 'expired', ids: expired })
  return facts
}

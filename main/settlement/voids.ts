import type { ChainHead } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Proof } from '#src/payment/record.ts'
import { cancellationOf, signCancellations } from './cancellations.ts'
import type { SettlementDeps } from './deps.ts'
import { finalHeight } from './finality.ts'
import type { Watched } from './void-watch.ts'

/** What the chain shows of voided payments, and those whose cancellation is to be sent. */
interface Looked {
  readonly facts: readonly Fact[]
  readonly unused: readonly Watched[]
}

/** Blocks near the end of an authorization may still be taken back. */
const SAFE_SECONDS = 3600

/**
 * What became of voided payments: somebody has collected one after all, its cancellation is on the
 * chain for good, or its time is over. One that nobody answers for is asked about again.
 */
export async function lookAtVoids(
  deps: SettlementDeps,
  watched: readonly Watched[],
  head: ChainHead,
): Promise<Looked> {
  const proofs: { id: Hex; proof: Proof }[] = []
  const cancelled: Hex[] = []
  const expired: Hex[] = []
  const unused: Watched[] = []
  for (const each of watched) {
    const { payment } = each
    const fate = await deps.chain.fate(payment, 0)
    if (!fate.ok) continue
    if (fate.value.kind === 'paid') proofs.push({ id: payment.id, proof: fate.value.proof })
    else if (fate.value.kind === 'unused') {
      const isOver = head.timestamp - SAFE_SECONDS >= payment.authorization.validBefore
      if (isOver) expired.push(payment.id)
      else unused.push(each)
    } else if (await isFinal(deps, head, fate.value.proof)) cancelled.push(payment.id)
  }
  const facts: Fact[] = []
  if (proofs.length > 0) facts.push({ type: 'confirmed', proofs })
  if (cancelled.length > 0) facts.push({ type: 'cancelled', ids: cancelled })
  if (expired.length > 0) facts.push({ type: 'expired', ids: expired })
  return { facts, unused }
}

async function isFinal(deps: SettlementDeps, head: ChainHead, { blockNumber, blockHash }: Proof) {
  const final = await finalHeight(deps, head)
  if (!final.ok || blockNumber > final.value) return false
  const canonical = await deps.chain.blockHashAt(blockNumber)
  return canonical.ok && canonical.value === blockHash
}

/**
 * One signed batch of the cancellations that are in none yet; no fact where nothing can be sent now.
 * That is no failure of the round: payments wait for no cancellation.
 */
export async function prepareCancellations(
  deps: SettlementDeps,
  unused: readonly Watched[],
  head: ChainHead,
): Promise<Fact[]> {
  const account = deps.gasAccount()
  if (!account.ok) return []
  const { address } = account.value
  const mined = await deps.chain.minedNonce(address)
  if (!mined.ok) return []
  const onTheirWay = new Set(
    deps.ledger
      .batches()
      .filter((batch) => batch.account === address && batch.accountNonce >= mined.value)
      .flatMap(({ cancels = [] }) => cancels),
  )
  const cancellations = unused.filter(({ payment }) => !onTheirWay.has(payment.id)).flatMap(cancellationOf)
  return signCancellations(deps, cancellations, { account: account.value, mined: mined.value, head })
}

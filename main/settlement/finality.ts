import type { ChainHead } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isSigned, type Payment } from '#src/payment/record.ts'
import { ok, type Result } from '#src/result.ts'
import type { SettlementDeps } from './deps.ts'

/** What became of the blocks in which payments were seen: final, or no longer on the chain. */
export async function factsOfBlocks(deps: SettlementDeps, head: ChainHead): Promise<Result<Fact[]>> {
  const confirmed = deps.ledger.onTheirWay().filter((payment) => payment.state === 'confirmed')
  if (confirmed.length === 0) return ok([])
  const final = await finalHeight(deps, head)
  if (!final.ok) return final

  const facts: Fact[] = []
  for (const payments of blocksOf(confirmed)) {
    const proof = payments[0]?.proof
    if (!proof) continue
    const canonical = await deps.chain.blockHashAt(proof.blockNumber)
    if (!canonical.ok) return canonical
    if (canonical.value !== proof.blockHash) facts.push(...factsOfReorganised(deps, payments))
    else if (proof.blockNumber <= final.value) facts.push({ type: 'settled', ids: payments.map(idOf) })
  }
  return ok(facts)
}

/** The highest block that is taken for final. */
export async function finalHeight(
  { chain, policy }: Pick<SettlementDeps, 'chain' | 'policy'>,
  head: ChainHead,
): Promise<Result<number>> {
  return policy.finality === 'finalized'
    ? chain.finalizedHeight()
    : ok(head.blockNumber - policy.confirmations + 1)
}

/**
 * Ours may land again with the same bytes, and a payer's own transfer with his; a stranger's
 * transaction with an authorization of ours is not ours to wait for.
 */
function factsOfReorganised({ ledger }: SettlementDeps, payments: readonly Payment[]): Fact[] {
  const isOurs = (payment: Payment) =>
    !isSigned(payment) || (payment.proof !== null && ledger.batch(payment.proof.txHash) !== undefined)
  const ours = payments.filter(isOurs).map(idOf)
  const others = payments.filter((payment) => !isOurs(payment)).map(idOf)
  const facts: Fact[] = []
  if (ours.length > 0) facts.push({ type: 'reorganised', ids: ours })
  if (others.length > 0) facts.push({ type: 'returned', ids: others })
  return facts
}

function blocksOf(payments: readonly Payment[]): Payment[][] {
  const blocks = new Map<Hex, Payment[]>()
  for (const payment of payments) {
    const hash = payment.proof?.blockHash ?? '0x'
    const block = blocks.get(hash)
    if (block) block.push(payment)
    else blocks.set(hash, [payment])
  }
  return [...blocks.values()]
}

const idOf = ({ id }: Payment): Hex => id

import type { ChainHead, IncomingTransfer } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isSigned, type Payment, type Proof } from '#src/payment/record.ts'
import { transferId } from '#src/payment/transfer.ts'
import type { SettlementDeps, SettlementLedger } from './deps.ts'

/** The most blocks that are searched at once: what the strictest public nodes take. */
export const SEARCHED_BLOCKS = 1000

/**
 * What became of payers' own transfers whose block was taken back. They are in their transaction
 * again, in another block, or, when the payer sent that anew, in one with the same payer and
 * amount. One that nobody answers for is asked about again; it has expired when its time is over.
 */
export async function factsOfLost(deps: SettlementDeps, head: ChainHead): Promise<Fact[]> {
  const proofs: { id: Hex; proof: Proof }[] = []
  const expired: Hex[] = []
  const lost = deps.ledger.onTheirWay().filter((each) => each.state === 'submitted' && !isSigned(each))
  for (const payment of lost) {
    const others = new Set(proofs.map(({ proof }) => proof.txHash))
    const found = await find(deps, payment, head)
    if (found === 'unknown') continue
    const proof = found.find(({ txHash }) => !others.has(txHash))
    if (proof) proofs.push({ id: payment.id, proof })
    else if (head.timestamp >= payment.authorization.validBefore) expired.push(payment.id)
  }
  const facts: Fact[] = []
  if (proofs.length > 0) facts.push({ type: 'confirmed', proofs })
  if (expired.length > 0) facts.push({ type: 'expired', ids: expired })
  return facts
}

/** Where the transfer may be now, the likeliest first. */
async function find(
  { chain, ledger }: SettlementDeps,
  payment: Payment,
  head: ChainHead,
): Promise<Proof[] | 'unknown'> {
  const { proof, authorization } = payment
  const isIt = ({ payer, value }: IncomingTransfer) =>
    payer === authorization.from && value === authorization.value
  if (proof) {
    const again = await chain.transfersBy(proof.txHash, authorization.to)
    if (!again.ok) return 'unknown'
    const here = again.value?.filter(isIt) ?? []
    if (here.length > 0) return here.map(proofOf)
  }
  const from = Math.max(proof?.blockNumber ?? 0, head.blockNumber - SEARCHED_BLOCKS + 1)
  if (from > head.blockNumber) return []
  const near = await chain.transfersTo(authorization.to, { from, to: head.blockNumber })
  if (!near.ok) return 'unknown'
  return near.value.filter((transfer) => isIt(transfer) && !isTaken(ledger, payment, transfer)).map(proofOf)
}

const proofOf = ({ proof }: IncomingTransfer): Proof => proof

/** Whether another payment of the journal is this transfer. */
function isTaken(
  ledger: SettlementLedger,
  { id, domain }: Payment,
  { payer, value, proof }: IncomingTransfer,
): boolean {
  const own = transferId({ domain, txHash: proof.txHash, payer, value })
  return (
    (own !== id && ledger.payment(own) !== undefined) ||
    ledger.onTheirWay().some((other) => other.id !== id && other.proof?.txHash === proof.txHash)
  )
}

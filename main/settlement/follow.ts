import type { ChainHead, TransactionOutcome } from '#src/chain/port.ts'
import type { Batch, Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment, Proof } from '#src/payment/record.ts'
import { ok, type Result } from '#src/result.ts'
import type { Broadcast, Followed, SettlementDeps } from './deps.ts'
import { factWriter } from './fact-writer.ts'

/** Moves every payment that is on its way by what the chain itself shows of it. */
export async function followPayments(deps: SettlementDeps, broadcast: Broadcast): Promise<Followed> {
  const { ledger, chain } = deps
  const writer = factWriter(ledger)
  const moving = ledger.onTheirWay()
  if (moving.length === 0) return ok({ open: 0, entries: [] })
  const head = await chain.head()
  if (!head.ok) return head

  for (const [hash, payments] of groupBy(moving.filter(isSubmitted), (p) => p.batch)) {
    const batch = hash && ledger.batch(hash)
    // The line with its transaction was lost with a damaged journal: only the token can tell.
    const facts = batch
      ? await factsOfBatch(deps, batch, payments, broadcast)
      : ok(await factsOfUnpaid(deps, 0, payments))
    if (!facts.ok) return facts
    const written = await writer.write(facts.value)
    if (!written.ok) return written
  }

  const confirmed = ledger.onTheirWay().filter((payment) => payment.state === 'confirmed')
  for (const [, payments] of groupBy(confirmed, (p) => p.proof?.blockHash)) {
    const facts = await factsOfBlock(deps, head.value, payments)
    if (!facts.ok) return facts
    const written = await writer.write(facts.value)
    if (!written.ok) return written
  }
  return ok({ open: ledger.onTheirWay().length, entries: writer.entries })
}

const isSubmitted = (payment: Payment): boolean => payment.state === 'submitted'

async function factsOfBatch(
  deps: SettlementDeps,
  batch: Batch,
  payments: Payment[],
  broadcast: Broadcast,
): Promise<Result<Fact[]>> {
  const outcome = await deps.chain.outcome(batch.hash, payments)
  if (!outcome.ok) return outcome
  if (outcome.value) return factsOfMined(deps, batch, payments, outcome.value)

  const mined = await deps.chain.minedNonce(batch.account)
  if (!mined.ok) return mined
  // The account's nonce went to another transaction: these bytes can never land.
  if (mined.value > batch.accountNonce)
    return ok(await factsOfUnpaid(deps, searchStart(deps, batch), payments))
  // Bytes that every node refuses now, for their fee perhaps, hold up no other payment: the next call sends them again.
  await broadcast(batch.hash)
  return ok([])
}

/** The receipt's status says nothing about single payments; each is moved by its own log pair. */
async function factsOfMined(
  deps: SettlementDeps,
  batch: Batch,
  payments: Payment[],
  outcome: TransactionOutcome,
): Promise<Result<Fact[]>> {
  const proofs = payments.flatMap(({ id }) => {
    const proof = outcome.proofs.get(id)
    return proof ? [{ id, proof }] : []
  })
  const unpaid = payments.filter(({ id }) => !outcome.proofs.has(id))
  const rest = await factsOfUnpaid(deps, searchStart(deps, batch), unpaid)
  return ok(proofs.length > 0 ? [{ type: 'confirmed', proofs }, ...rest] : rest)
}

/**
 * Payments whose transaction did nothing for them. Paid by another hand counts as paid; the rest
 * is free for the next batch, whose dry run says why it fails if it does. One whose logs no node
 * will search now stays as it is, to be asked about again, and holds up nobody.
 */
async function factsOfUnpaid(deps: SettlementDeps, fromBlock: number, payments: Payment[]): Promise<Fact[]> {
  const proofs: { id: Hex; proof: Proof }[] = []
  const unpaid: Hex[] = []
  for (const payment of payments) {
    const fate = await deps.chain.fate(payment, fromBlock)
    if (!fate.ok) continue
    if (fate.value.kind === 'paid') proofs.push({ id: payment.id, proof: fate.value.proof })
    else unpaid.push(payment.id)
  }
  const facts: Fact[] = []
  if (proofs.length > 0) facts.push({ type: 'confirmed', proofs })
  if (unpaid.length > 0) facts.push({ type: 'returned', ids: unpaid })
  return facts
}

/** A reorganisation can move another hand's transaction to a block before the one we signed at. */
const searchStart = ({ confirmations }: SettlementDeps, { signedAtBlock }: Batch): number =>
  Math.max(0, signedAtBlock - confirmations)

/** Payments of one block: final when it is deep enough, back when it is no longer on the chain. */
async function factsOfBlock(
  { chain, confirmations }: SettlementDeps,
  head: ChainHead,
  payments: Payment[],
): Promise<Result<Fact[]>> {
  const proof = payments[0]?.proof
  if (!proof) return ok([])
  const canonical = await chain.blockHashAt(proof.blockNumber)
  if (!canonical.ok) return canonical
  if (canonical.value !== proof.blockHash) return ok(factsOfReorganised(payments))
  const depth = head.blockNumber - proof.blockNumber + 1
  return ok(depth >= confirmations ? [{ type: 'settled', ids: payments.map(({ id }) => id) }] : [])
}

/** Ours may land again with the same bytes; a stranger's transaction is not ours to wait for. */
function factsOfReorganised(payments: Payment[]): Fact[] {
  const ids = (list: Payment[]) => list.map(({ id }) => id)
  const ours = payments.filter((payment) => payment.proof?.txHash === payment.batch)
  const others = payments.filter((payment) => payment.proof?.txHash !== payment.batch)
  const facts: Fact[] = []
  if (ours.length > 0) facts.push({ type: 'reorganised', ids: ids(ours) })
  if (others.length > 0) facts.push({ type: 'returned', ids: ids(others) })
  return facts
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

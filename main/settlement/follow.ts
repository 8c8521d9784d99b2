import type { ChainHead, TransactionOutcome } from '#src/chain/port.ts'
import type { Batch, Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Proof, SignedPayment } from '#src/payment/record.ts'
import { ok, type Result } from '#src/result.ts'
import type { Broadcast, Followed, SettlementDeps } from './deps.ts'
import { factWriter } from './fact-writer.ts'
import { factsOfBlocks } from './finality.ts'
import { factsOfLost } from './lost-transfers.ts'
import { fillGap, replaceStuck } from './replace.ts'
import { isOpen, lanesOf, newestOf, orphansOf, type Slot, searchStart } from './slots.ts'
import type { StuckWatch } from './stuck.ts'
import { openCancellations, type VoidWatch, type Watched } from './void-watch.ts'
import { lookAtVoids, prepareCancellations } from './voids.ts'

export interface FollowParts {
  readonly broadcast: Broadcast
  readonly stuck: StuckWatch
  readonly voids: VoidWatch
  /** A person wants nothing signed or sent now. */
  readonly paused: boolean
}

/** Receipts that are asked for at once. */
const AT_ONCE = 8

/** Moves every payment that is on its way by what the chain itself shows of it. */
export async function followPayments(deps: SettlementDeps, parts: FollowParts): Promise<Followed> {
  const { ledger, chain } = deps
  const writer = factWriter(ledger)
  const watched = parts.voids.due()
  const hasBatches = ledger.batches().some(({ cancels }) => cancels !== undefined)
  if (ledger.onTheirWay().length === 0 && watched.length === 0 && !hasBatches)
    return ok({ open: openCancellations(ledger), entries: [] })
  const head = await chain.head()
  if (!head.ok) return head

  for (const lane of lanesOf(ledger)) {
    const followed = await followLane({ deps, parts, head: head.value, write: writer.write }, lane)
    if (!followed.ok) return followed
  }
  const orphaned = await writer.write(await factsOfUnpaid(deps, 0, orphansOf(ledger)))
  if (!orphaned.ok) return orphaned
  const landed = await writer.write(await factsOfLost(deps, head.value))
  if (!landed.ok) return landed
  const returned = await followVoids({ deps, parts, head: head.value, write: writer.write }, watched)
  if (!returned.ok) return returned
  const blocks = await factsOfBlocks(deps, head.value)
  if (!blocks.ok) return blocks
  const written = await writer.write(blocks.value)
  const open = ledger.onTheirWay().length + openCancellations(ledger)
  return written.ok ? ok({ open, entries: writer.entries }) : written
}

interface Following {
  readonly deps: SettlementDeps
  readonly parts: FollowParts
  readonly head: ChainHead
  readonly write: (facts: readonly Fact[]) => Promise<Result<undefined>>
}

/** What became of voided payments; cancellations that are not on their way are sent. */
async function followVoids(
  { deps, parts, head, write }: Following,
  watched: readonly Watched[],
): Promise<Result<undefined>> {
  if (watched.length === 0) return ok()
  const { facts, unused } = await lookAtVoids(deps, watched, head)
  const seen = await write(facts)
  if (!seen.ok || parts.paused) return seen
  const sent = await prepareCancellations(deps, unused, head)
  const written = await write(sent)
  if (!written.ok) return written
  // Bytes that no node takes now are sent again with all that waits in the lane.
  for (const fact of sent) if (fact.type === 'submitted') await parts.broadcast(fact.batch.hash)
  return ok()
}

/** Below the account's next nonce every slot is decided; from there on all wait, each for the one before. */
async function followLane(following: Following, lane: readonly Slot[]): Promise<Result<undefined>> {
  const { deps, write } = following
  const account = lane[0]?.account
  if (account === undefined) return ok()
  const mined = await deps.chain.minedNonce(account)
  if (!mined.ok) return mined
  const open = lane.filter(isOpen)
  const decided = open.filter((slot) => slot.accountNonce < mined.value && slot.payments.length > 0)
  for (let i = 0; i < decided.length; i += AT_ONCE) {
    const facts = await Promise.all(decided.slice(i, i + AT_ONCE).map((slot) => factsOfDecided(deps, slot)))
    for (const each of facts) {
      const written = each.ok ? await write(each.value) : each
      if (!written.ok) return written
    }
  }
  return tendPending(
    following,
    mined.value,
    open.filter((slot) => slot.accountNonce >= mined.value),
  )
}

/** One of our transactions was mined here, or somebody else's was: then ours can never land. */
async function factsOfDecided(deps: SettlementDeps, slot: Slot): Promise<Result<Fact[]>> {
  for (const attempt of slot.attempts.toReversed()) {
    const outcome = await deps.chain.outcome(attempt.hash, slot.payments)
    if (!outcome.ok) return outcome
    if (outcome.value) return ok(await factsOfMined(deps, { slot, attempt, outcome: outcome.value }))
  }
  return ok(await factsOfUnpaid(deps, searchStart(slot, deps.policy.confirmations), slot.payments))
}

interface Mined {
  readonly slot: Slot
  readonly attempt: Batch
  readonly outcome: TransactionOutcome
}

/** The receipt's status says nothing about single payments; each is moved by its own log pair. */
async function factsOfMined(deps: SettlementDeps, { slot, attempt, outcome }: Mined): Promise<Fact[]> {
  const proofs = slot.payments.flatMap(({ id }) => {
    const proof = outcome.proofs.get(id)
    return proof ? [{ id, proof }] : []
  })
  if (proofs.length === attempt.payments.length) deps.gasMeter.note(outcome.gasUsed, proofs.length)
  const unpaid = slot.payments.filter(({ id }) => !outcome.proofs.has(id))
  const rest = await factsOfUnpaid(deps, searchStart(slot, deps.policy.confirmations), unpaid)
  return proofs.length > 0 ? [{ type: 'confirmed', proofs }, ...rest] : rest
}

/**
 * Payments whose transaction did nothing for them. Paid by another hand counts as paid; the rest
 * is free for the next batch, whose dry run says why it fails if it does. One whose logs no node
 * will search now stays as it is, to be asked about again, and holds up nobody.
 */
async function factsOfUnpaid(
  { chain }: SettlementDeps,
  fromBlock: number,
  payments: readonly SignedPayment[],
): Promise<Fact[]> {
  const proofs: { id: Hex; proof: Proof }[] = []
  const unpaid: Hex[] = []
  for (const payment of payments) {
    const fate = await chain.fate(payment, fromBlock)
    if (!fate.ok) continue
    if (fate.value.kind === 'paid') proofs.push({ id: payment.id, proof: fate.value.proof })
    else unpaid.push(payment.id)
  }
  const facts: Fact[] = []
  if (proofs.length > 0) facts.push({ type: 'confirmed', proofs })
  if (unpaid.length > 0) facts.push({ type: 'returned', ids: unpaid })
  return facts
}

/** Mends what holds the lane up, and sends again what waits in it. */
async function tendPending(
  following: Following,
  mined: number,
  pending: readonly Slot[],
): Promise<Result<undefined>> {
  const [first] = pending
  if (!first || following.parts.paused) return ok()
  const { parts, head, write } = following
  if (parts.stuck.isStuck(newestOf(first), head)) {
    const mended = await mend(following, mined, first)
    if (!mended.ok) return mended
    const written = await write(mended.value)
    if (!written.ok) return written
    for (const fact of mended.value) if (fact.type === 'submitted') await parts.broadcast(fact.batch.hash)
  }
  // Bytes that every node refuses now, for their fee perhaps, hold up no other payment: the next call sends them again.
  for (const slot of pending) await parts.broadcast(newestOf(slot).hash)
  return ok()
}

/** What gets a lane going again whose first transaction is stuck. */
async function mend({ deps, head }: Following, mined: number, first: Slot): Promise<Result<Fact[]>> {
  const current = deps.gasAccount()
  if (!current.ok) return ok([])
  const keys = [current.value, ...(deps.earlierAccounts?.() ?? [])]
  const account = keys.find(({ address }) => address === first.account)
  // The key was changed and is gone: nobody can outbid for the old account. Whatever lands, the token pays once.
  if (!account)
    return ok(await factsOfUnpaid(deps, searchStart(first, deps.policy.confirmations), first.payments))
  return first.accountNonce > mined
    ? fillGap(deps, mined, account, head)
    : replaceStuck(deps, first, account, head)
}

import type { Ledger } from '#main/ledger/ledger.ts'
import type { Settlement } from '#main/settlement/settlement.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'

export interface RoundsParts {
  readonly ledger: Pick<Ledger, 'payment'>
  readonly settlement: Pick<Settlement, 'prepare' | 'broadcast' | 'follow'>
  readonly ids: readonly Hex[]
  readonly clock: Clock
  readonly onRound: () => void
}

const BATCH_SIZE = 100
const PAUSE_MS = 2000
/** Rounds in a row in which the chain gave no answer: half a minute. */
export const PATIENCE = 15

/** What time or another node may mend. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'RPC_UNREACHABLE',
  'RPC_TIMEOUT',
  'RPC_ANSWER_INVALID',
  'RPC_REFUSED',
  'RPC_RATE_LIMITED',
  'RPC_CAPTIVE_PORTAL',
  'RPC_TLS_FAILED',
])

/**
 * Sends and follows until every payment is final or has a reason not to be. A failure is what
 * ended it before that; a payment refused in this run is not asked about again.
 */
export async function settleAll(parts: RoundsParts): Promise<Result<undefined>> {
  const refused = new Set<Hex>()
  let silent = 0
  for (;;) {
    const { failure, open } = await round(parts, refused)
    parts.onRound()
    const isOver = open === 0 && dueOf(parts, refused).length === 0
    if (!failure && isOver) return ok()
    const isPassing = failure !== undefined && PASSING.has(failure.code)
    silent = isPassing ? silent + 1 : 0
    // What is on its way is followed to its end, though no more can be sent.
    if (failure && (isPassing ? silent >= PATIENCE : open === 0)) return { ok: false, error: failure }
    await pause(parts.clock, PAUSE_MS)
  }
}

async function round(
  parts: RoundsParts,
  refused: Set<Hex>,
): Promise<{ failure: Failure | undefined; open: number }> {
  const sent = await sendDue(parts, refused)
  const followed = await parts.settlement.follow()
  if (!followed.ok) return { failure: followed.error, open: 0 }
  return { failure: sent.ok ? undefined : sent.error, open: followed.value.open }
}

async function sendDue(parts: RoundsParts, refused: Set<Hex>): Promise<Result<undefined>> {
  const { settlement } = parts
  for (;;) {
    const ids = dueOf(parts, refused).slice(0, BATCH_SIZE)
    if (ids.length === 0) return ok()
    const prepared = await settlement.prepare(ids)
    if (!prepared.ok) return prepared
    const { hash, entries } = prepared.value
    for (const id of refusedIn(entries)) refused.add(id)
    if (hash === null && entries.length === 0)
      return fail('RPC_ANSWER_INVALID', 'the chain neither pays nor refuses')
    if (hash === null) continue
    const sent = await settlement.broadcast(hash)
    if (!sent.ok) return sent
  }
}

/** Earliest end first. */
const dueOf = ({ ledger, ids }: RoundsParts, refused: ReadonlySet<Hex>): Hex[] =>
  ids
    .flatMap((id) => ledger.payment(id) ?? [])
    .filter(({ id, state }) => state === 'accepted' || (state === 'refused' && !refused.has(id)))
    .sort((a, b) => a.authorization.validBefore - b.authorization.validBefore)
    .map(({ id }) => id)

const refusedIn = (entries: readonly JournalEntry[]): Hex[] =>
  entries.flatMap(({ fact }) => (fact.type === 'refused' ? fact.refusals.map(({ id }) => id) : []))

import type { SettlementLedger } from '#main/settlement/deps.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Payment } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { createExposure, NO_EXPOSURE } from '#src/risk/exposure.ts'
import { noReturns } from '#src/till/returns.ts'
import type { LaneLog } from './lane-log.ts'
import type { LaneState } from './lane-state.ts'

export interface LaneLedgerParts {
  readonly log: Pick<LaneLog, 'append'>
  readonly state: LaneState
  /** Hears of every entry when it has taken effect. */
  readonly onEntry: (entry: JournalEntry, changed: readonly Payment[]) => void
}

interface Waiting {
  readonly fact: Fact
  readonly resolve: (written: Result<JournalEntry, WriteCode>) => void
}
type WriteCode = 'JOURNAL_WRITE_FAILED' | 'INTERNAL'

/** Facts that are written together: some hundred kilobytes, of a message's megabyte. */
const TOGETHER = 100

/**
 * The ledger of a lane as the settlement engine wants it: one fact after another, and none takes effect that
 * the stream does not have. Payments that come while something is being written are written together: a hundred
 * of them wait for the broker once. So are notes. Cancellations, cards and their debts are the terminals' own business.
 */
export function createLaneLedger({ log, state, onEntry }: LaneLedgerParts): SettlementLedger {
  const waiting: Waiting[] = []
  let isWriting = false

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) await write(nextOf(waiting))
    isWriting = false
  }

  async function write(group: readonly Waiting[]): Promise<void> {
    const judged = group.map((each) => ({ ...each, flaw: flawOf(each.fact) }))
    for (const { flaw, resolve } of judged) if (flaw !== undefined) resolve(fail('INTERNAL', flaw))
    const good = judged.filter(({ flaw }) => flaw === undefined)
    if (good.length === 0) return
    const written = await log.append(good.map(({ fact }) => fact))
    for (const [i, { resolve }] of good.entries()) {
      const entry = written.ok ? written.value[i] : undefined
      if (entry) onEntry(entry, state.take(entry))
      resolve(
        entry ? ok(entry) : fail('JOURNAL_WRITE_FAILED', written.ok ? 'not written' : written.error.detail),
      )
    }
  }

  /** Why it must not be written. */
  function flawOf(fact: Fact): string | undefined {
    const changes = fold(fact, state.find).length
    if (!HEARD.has(fact.type) && changes === 0) return `a ${fact.type} fact that changes nothing`
    // Asked for in vain when the payment came, and noted since.
    if (fact.type === 'rescued' && state.isRecalled(fact.payment.authorization.nonce, fact.terminalId))
      return 'a payment that was taken back before it came'
    if (fact.type === 'submitted' && changes < fact.batch.payments.length)
      return 'a batch with payments that must not be sent'
    return undefined
  }

  return {
    payment: state.find,
    batch: state.batches.find,
    batches: state.batches.all,
    onTheirWay: state.onTheirWay,
    returns: () => noReturns,
    riders: { debtors: () => [], debtsOf: () => [] },
    exposure: createExposure(NO_EXPOSURE),
    record: (fact) =>
      new Promise((resolve) => {
        waiting.push({ fact, resolve })
        if (!isWriting) void writeAll()
      }),
  }
}

/** The next, and those that come behind it, where they are of the same kind, may be written together, and are other ones. */
function nextOf(waiting: Waiting[]): Waiting[] {
  const first = waiting[0]?.fact.type
  const ids = new Set<string>()
  const end = waiting.findIndex(({ fact }) => {
    const id = together(fact)
    if (id === undefined || fact.type !== first || ids.has(id) || ids.size >= TOGETHER) return true
    ids.add(id)
    return false
  })
  return waiting.splice(0, end < 0 ? waiting.length : Math.max(1, end))
}

/** What tells a fact from others that it may be written with. */
const together = (fact: Fact): string | undefined =>
  fact.type === 'rescued'
    ? fact.payment.authorization.nonce
    : fact.type === 'noted'
      ? (fact.detail ?? '')
      : undefined

const HEARD: ReadonlySet<Fact['type']> = new Set(['submitted', 'noted'])
